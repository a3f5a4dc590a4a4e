package io.jenkins.plugins.falcoprobes.jenkins.publish;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.manifest.BucketManifest;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.provenance.Provenance;
import io.jenkins.plugins.falcoprobes.store.Publication.Obstacle;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import io.jenkins.plugins.falcoprobes.store.s3.ObjectPublisher;
import io.jenkins.plugins.falcoprobes.store.s3.PresignedPut;
import io.jenkins.plugins.falcoprobes.store.s3.ProbeUploader;
import io.jenkins.plugins.falcoprobes.store.s3.WriteCondition;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Brings probes from an agent into a bucket: the controller has the credentials and signs, the agent has the probes and
 * uploads. The reports stay with the run, as artifacts; the bucket has its own index.
 */
final class S3Publication implements Publication {
    /** Enough for small files on a slow line, without taking the compilers' time. */
    private static final int UPLOADS = 4;

    private final PublishContext context;
    private final Bucket bucket;
    private final BucketSettings settings;
    private final BucketLook look;
    private final ObjectPublisher publisher;
    private final Publication documents;
    private final ExecutorService uploads;
    /** A path of each probe that was there before, by its bytes: those are not sent again. */
    private final Map<String, String> there = new ConcurrentHashMap<>();
    /** Trouble that every further upload would have, too. */
    private volatile BucketException hopeless;

    /**
     * A part's publishing.
     *
     * @param bucket closed with this
     * @param look what the run knows of the bucket already
     */
    S3Publication(PublishContext context, Bucket bucket, BucketSettings settings, BucketLook look) {
        this.context = context;
        this.bucket = bucket;
        this.settings = settings;
        this.look = look;
        this.publisher = new ObjectPublisher(bucket, settings, context.force());
        this.documents = new ArchivePublication(context, false);
        this.uploads = Executors.newFixedThreadPool(UPLOADS, task -> {
            Thread thread = new Thread(task, "Uploading Falco probes of " + context.run());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String place() {
        return settings.address().toString();
    }

    @Override
    public List<ProbeFile> present(String prefix) throws IOException, InterruptedException {
        List<ProbeFile> found = look.probes(bucket, settings).stream()
                .filter(file -> file.path().startsWith(prefix))
                .toList();
        found.forEach(file -> there.put(file.sha256(), file.path()));
        return found;
    }

    @Override
    public boolean copies() {
        return true;
    }

    @Override
    public Map<String, Obstacle> publish(Collection<ProbeFile> files) throws IOException, InterruptedException {
        List<ProbeFile> probes = new ArrayList<>(files);
        List<Future<Optional<Obstacle>>> begun = new ArrayList<>();
        for (ProbeFile file : probes) {
            ArtifactPath.check(file.path());
            begun.add(uploads.submit(() -> upload(file)));
        }
        Map<String, Obstacle> obstacles = new LinkedHashMap<>();
        try {
            for (int i = 0; i < probes.size(); i++) {
                String path = probes.get(i).path();
                begun.get(i).get().ifPresent(obstacle -> obstacles.put(path, obstacle));
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            begun.forEach(upload -> upload.cancel(true));
        }
        return obstacles;
    }

    private Optional<Obstacle> upload(ProbeFile file) throws IOException, InterruptedException {
        try {
            if (hopeless != null) {
                throw hopeless;
            }
            StoredProbe probe = new StoredProbe(file.path(), file.size(), file.sha256());
            String key = settings.address().key(file.path());
            String known = there.get(file.sha256());
            if (known == null) {
                UnsentException.unwrap(() -> publisher.publish(key, probe, requests -> onAgent(file, requests)));
            } else if (!known.equals(file.path())) {
                publisher.copy(settings.address().key(known), key, probe);
            }
            return Optional.empty();
        } catch (BucketException e) {
            if (e.trouble() == Trouble.CREDENTIALS || e.trouble() == Trouble.EXPIRED) {
                hopeless = e;
            }
            return Optional.of(new Obstacle(e.trouble() == Trouble.CONFLICT, e.getMessage()));
        }
    }

    private ProbeUploader.Outcome onAgent(ProbeFile file, ProbeUploader.Requests requests)
            throws BucketException, InterruptedException {
        UploadLink link = new Leave(requests);
        FilePath output = context.output();
        VirtualChannel channel = output.getChannel();
        UploadOnAgent.Ended ended;
        try {
            ended = output.act(new UploadOnAgent(
                    file, context.retries(), channel == null ? link : channel.export(UploadLink.class, link)));
        } catch (BucketException e) {
            throw e;
        } catch (IOException e) {
            throw new UnsentException(e);
        }
        if (ended.outcome() != null) {
            return ended.outcome();
        }
        throw new BucketException(
                ended.trouble() == null ? Trouble.OTHER : ended.trouble(), ArtifactPath.printable(ended.message()));
    }

    @Override
    public void publishDocuments(File folder) throws IOException, InterruptedException {
        documents.publishDocuments(folder);
    }

    @Override
    public void publishRecords(ManifestChange change, Optional<Provenance> provenance)
            throws IOException, InterruptedException {
        if (provenance.isPresent()) {
            bucket.write(
                    settings.address().key(provenance.get().path()),
                    provenance.get().content(),
                    settings.headers(Provenance.MEDIA_TYPE, ""),
                    WriteCondition.always());
        }
        if (!change.isEmpty()) {
            String prefix = settings.address().key("");
            new BucketManifest(bucket, prefix, settings.headers("", "")).update(change);
        }
    }

    @Override
    public void close() {
        uploads.shutdownNow();
        bucket.close();
    }

    /** Leave for an agent; what the SDK throws has classes that no agent has, and says more than it has to know. */
    private record Leave(ProbeUploader.Requests requests) implements UploadLink {
        @Override
        public PresignedPut next() throws IOException, InterruptedException {
            try {
                return requests.next();
            } catch (BucketException e) {
                throw new BucketException(e.trouble(), e.getMessage());
            }
        }
    }

    /** The agent did not get so far: it is lost, or the file is not what was checked. */
    private static final class UnsentException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnsentException(IOException cause) {
            super(cause);
        }

        static void unwrap(Publishing publishing) throws IOException, InterruptedException {
            try {
                publishing.publish();
            } catch (UnsentException e) {
                throw (IOException) e.getCause();
            }
        }
    }

    private interface Publishing {
        void publish() throws IOException, InterruptedException;
    }
}
