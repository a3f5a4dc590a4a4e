package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.manifest.BucketManifest;
import io.jenkins.plugins.falcoprobes.manifest.FolderManifest;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.manifest.RunEntries;
import io.jenkins.plugins.falcoprobes.provenance.BuilderFacts;
import io.jenkins.plugins.falcoprobes.provenance.Provenance;
import io.jenkins.plugins.falcoprobes.report.HostFacts;
import io.jenkins.plugins.falcoprobes.store.AtomicFiles;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketObject;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import io.jenkins.plugins.falcoprobes.store.s3.WriteCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Writes what a run leaves beside its probes, in the folder and where they are published: attestation and index. */
final class RunRecords {
    private final BuildSummary summary;
    private final Recording recording;
    private final Map<String, StoredProbe> stored;

    /**
     * The records of a run.
     *
     * @param stored what the output folder holds, by path
     */
    RunRecords(BuildSummary summary, Recording recording, Map<String, StoredProbe> stored) {
        this.summary = summary;
        this.recording = recording;
        this.stored = stored;
    }

    void writeTo(Path folder) throws IOException, InterruptedException {
        Optional<Provenance> provenance = provenance(probe -> probe.equals(stored.get(probe.path())));
        if (provenance.isPresent()) {
            AtomicFiles.write(
                    folder.resolve(provenance.get().path()), provenance.get().content());
        }
        ManifestChange change = entries(provenance)
                .change(probe -> probe.equals(stored.get(probe.path())), path -> Optional.ofNullable(stored.get(path)));
        if (!change.isEmpty()) {
            new FolderManifest(folder).update(change);
        }
    }

    /** Once everything is uploaded: what could not be is a failure in the summary, and has no files. */
    void writeTo(Bucket bucket, BucketSettings settings, Engine engine) throws IOException, InterruptedException {
        Optional<Provenance> provenance = provenance(probe -> true);
        if (provenance.isPresent()) {
            bucket.write(
                    settings.address().key(provenance.get().path()),
                    provenance.get().content(),
                    settings.headers(Provenance.MEDIA_TYPE, ""),
                    WriteCondition.always());
        }
        ManifestChange change;
        try {
            change = entries(provenance).change(probe -> true, path -> engine.published(path)
                    .or(() -> published(bucket, settings.address().key(path), path)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!change.isEmpty()) {
            new BucketManifest(bucket, settings.address().key(""), settings.headers("", "")).update(change);
        }
    }

    private Optional<Provenance> provenance(Predicate<StoredProbe> published) throws IOException {
        return Provenance.of(
                summary,
                BuilderFacts.commandLine(
                        HostFacts.programVersion(),
                        Optional.of(recording.buildUrl()).filter(url -> !url.isEmpty())),
                recording.key(),
                published);
    }

    private RunEntries entries(Optional<Provenance> provenance) {
        return new RunEntries(
                summary, recording.buildUrl(), provenance.map(Provenance::path).orElse(""));
    }

    /** What a run that was killed before it could tell has left: only then the service is asked of a single probe. */
    private static Optional<StoredProbe> published(Bucket bucket, String key, String path) {
        try {
            Optional<BucketObject> object = bucket.list(key).stream()
                    .filter(listed -> listed.key().equals(key))
                    .findFirst();
            Optional<String> sha256 = object.isEmpty() ? Optional.empty() : bucket.sha256(key);
            return sha256.map(sum -> new StoredProbe(path, object.get().size(), sum));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
