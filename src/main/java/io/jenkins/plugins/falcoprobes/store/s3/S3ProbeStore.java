package io.jenkins.plugins.falcoprobes.store.s3;

import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.store.ProbeStore;
import io.jenkins.plugins.falcoprobes.store.Publication;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A folder of this machine whose probes are published in a bucket while others are still made. What cannot be published
 * stays in the folder, where the next run finds it and only publishes it.
 */
public final class S3ProbeStore implements ProbeStore {
    /** The published checksums, below the prefix. */
    public static final String SUMS = "SHA256SUMS";

    /** Enough to keep a line full; more would take the compilers' time. */
    private static final int UPLOADS = 8;
    /** For uploads that are being stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DirectoryStore local;
    private final Path folder;
    private final Bucket bucket;
    private final BucketSettings settings;
    private final PublishedProbes published;
    private final ObjectPublisher publisher;
    private final ProbeUploader uploader;
    private final AtomicInteger uploaded = new AtomicInteger();
    private final AtomicInteger serial = new AtomicInteger();
    private final ExecutorService uploads;
    private final Map<String, Future<Void>> begun = new HashMap<>();
    /** Trouble that every further upload would have, too. */
    private volatile BucketException hopeless;

    /**
     * A store.
     *
     * @param folder that {@code local} keeps its probes in
     * @param bucket closed with this store, as {@code local} is
     * @param force whether what is published is replaced
     * @param uploader brings probes from the folder to the bucket
     */
    public S3ProbeStore(
            DirectoryStore local,
            Path folder,
            Bucket bucket,
            BucketSettings settings,
            boolean force,
            ProbeUploader uploader) {
        this.local = local;
        this.folder = folder;
        this.bucket = bucket;
        this.settings = settings;
        this.published = new PublishedProbes(bucket, settings.address().key(SUMS), settings.address()::key);
        this.publisher = new ObjectPublisher(bucket, settings, force);
        this.uploader = uploader;
        this.uploads = Executors.newFixedThreadPool(UPLOADS, task -> {
            Thread thread = new Thread(task, "upload-" + serial.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Looks for the first time, before anything else takes its time.
     *
     * @throws BucketException if the bucket cannot be read; the line names the setting to mend
     */
    public void open() throws BucketException, InterruptedException {
        published.open();
    }

    @Override
    public Optional<StoredProbe> find(String path) throws IOException, InterruptedException {
        Optional<StoredProbe> there = published.find(path);
        return there.isPresent() ? there : local.find(path);
    }

    @Override
    public boolean isPublished(String path) throws IOException, InterruptedException {
        return published.find(path).isPresent();
    }

    @Override
    public void begin(Collection<String> unpublished) throws IOException, InterruptedException {
        WriteCheck.of(bucket, settings, uploader);
        for (String path : unpublished) {
            Optional<StoredProbe> probe = local.find(path);
            if (probe.isPresent()) {
                upload(probe.get());
            }
        }
    }

    @Override
    public StoredProbe put(String path, Path file) throws IOException {
        StoredProbe probe = local.put(path, file);
        upload(probe);
        return probe;
    }

    @Override
    public boolean canCopy(StoredProbe probe) throws IOException, InterruptedException {
        return isPublished(probe.path()) || local.canCopy(probe);
    }

    /** Within the service where that has it, for which it need not be in the folder. */
    @Override
    public StoredProbe copy(StoredProbe probe, String path) throws IOException, InterruptedException {
        if (!isPublished(probe.path())) {
            StoredProbe copy = local.copy(probe, path);
            upload(copy);
            return copy;
        }
        String from = settings.address().key(probe.path());
        String sha256 = probe.sha256().isEmpty() ? bucket.sha256(from).orElse("") : probe.sha256();
        StoredProbe copy = new StoredProbe(path, probe.size(), sha256);
        start(path, () -> publisher.copy(from, settings.address().key(path), copy));
        return copy;
    }

    private void upload(StoredProbe probe) {
        start(
                probe.path(),
                () -> publisher.publish(
                        settings.address().key(probe.path()), probe, folder.resolve(probe.path()), uploader));
    }

    private interface Publishing {
        ObjectPublisher.Published publish() throws BucketException, InterruptedException;
    }

    private synchronized void start(String path, Publishing publishing) {
        begun.put(path, uploads.submit(() -> {
            publish(publishing);
            return null;
        }));
    }

    private void publish(Publishing publishing) throws BucketException, InterruptedException {
        BucketException known = hopeless;
        if (known != null) {
            throw known;
        }
        try {
            if (publishing.publish() == ObjectPublisher.Published.NOW) {
                uploaded.incrementAndGet();
            }
        } catch (BucketException e) {
            if (e.trouble() == Trouble.CREDENTIALS || e.trouble() == Trouble.EXPIRED) {
                hopeless = e;
            }
            throw e;
        }
    }

    @Override
    public Publication settle(boolean stopped) throws InterruptedException {
        if (stopped) {
            stop();
        }
        Map<String, Publication.Obstacle> failed = new HashMap<>();
        for (Map.Entry<String, Future<Void>> upload : begun().entrySet()) {
            outcome(upload.getValue()).ifPresent(obstacle -> failed.put(upload.getKey(), obstacle));
        }
        return new Publication(settings.address().toString(), uploaded.get(), failed);
    }

    private synchronized Map<String, Future<Void>> begun() {
        return Map.copyOf(begun);
    }

    private static Optional<Publication.Obstacle> outcome(Future<Void> upload) throws InterruptedException {
        try {
            upload.get();
            return Optional.empty();
        } catch (CancellationException e) {
            return Optional.of(new Publication.Obstacle(false, "stopped before it was uploaded"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BucketException trouble) {
                return Optional.of(
                        new Publication.Obstacle(trouble.trouble() == Trouble.CONFLICT, trouble.getMessage()));
            }
            if (e.getCause() instanceof InterruptedException) {
                return Optional.of(new Publication.Obstacle(false, "stopped before it was uploaded"));
            }
            throw new IllegalStateException("An upload failed", e.getCause());
        }
    }

    /** What is being sent is broken off, and is not there then; what waits is not begun. */
    private void stop() throws InterruptedException {
        uploads.shutdownNow();
        begun().values().forEach(upload -> upload.cancel(true));
        uploads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** A published probe as it was last seen, its checksum included; nothing is asked of the service. */
    public Optional<StoredProbe> lastKnown(String path) {
        return published.lastKnown(path).filter(probe -> !probe.sha256().isEmpty());
    }

    @Override
    public void close() throws IOException {
        uploads.shutdownNow();
        try (local) {
            bucket.close();
        }
    }
}
