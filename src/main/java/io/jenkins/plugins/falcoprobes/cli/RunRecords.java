package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.manifest.BucketManifest;
import io.jenkins.plugins.falcoprobes.manifest.FolderManifest;
import io.jenkins.plugins.falcoprobes.manifest.MadeProbes;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.manifest.RunEntries;
import io.jenkins.plugins.falcoprobes.manifest.RunEntries.Place;
import io.jenkins.plugins.falcoprobes.provenance.Attested;
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
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** Writes what a run leaves beside its probes, in the folder and where they are published: attestation and index. */
final class RunRecords {
    private final BuildSummary summary;
    private final Recording recording;
    private final Map<String, StoredProbe> stored;
    private final MadeProbes made;

    /**
     * The records of a run.
     *
     * @param output the output folder
     * @param stored what it holds, by path
     */
    RunRecords(BuildSummary summary, Recording recording, Path output, Map<String, StoredProbe> stored) {
        this.summary = summary;
        this.recording = recording;
        this.stored = stored;
        this.made = new MadeProbes(output);
    }

    void writeTo(Path folder) throws IOException, InterruptedException {
        FolderManifest manifest = new FolderManifest(folder);
        NavigableMap<String, String> told = manifest.read().checksums();
        List<ManifestEntry> entries = entries(new Place() {
            @Override
            public boolean holds(StoredProbe built) {
                return built.equals(stored.get(built.path()));
            }

            @Override
            public Optional<StoredProbe> find(String path) {
                return Optional.ofNullable(stored.get(path));
            }

            @Override
            public boolean hasTold(StoredProbe found) {
                return found.sha256().equals(told.get(found.path()));
            }
        });
        Optional<Provenance> provenance = provenance(entries);
        if (provenance.isPresent()) {
            AtomicFiles.write(
                    folder.resolve(provenance.get().path()), provenance.get().content());
        }
        if (!entries.isEmpty()) {
            manifest.update(change(entries, provenance));
        }
    }

    /** Once everything is uploaded: what could not be is a failure in the summary, and has no files. */
    void writeTo(Bucket bucket, BucketSettings settings, Engine engine) throws IOException, InterruptedException {
        List<ManifestEntry> entries;
        try {
            entries = entries(new Place() {
                @Override
                public boolean holds(StoredProbe built) {
                    return true;
                }

                @Override
                public Optional<StoredProbe> find(String path) {
                    if (summary.publication().failed().containsKey(path)) {
                        return Optional.empty();
                    }
                    return engine.published(path)
                            .or(() -> published(bucket, settings.address().key(path), path));
                }

                @Override
                public boolean hasTold(StoredProbe found) {
                    return engine.published(found.path()).isPresent();
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Optional<Provenance> provenance = provenance(entries);
        if (provenance.isPresent()) {
            bucket.write(
                    settings.address().key(provenance.get().path()),
                    provenance.get().content(),
                    settings.headers(Provenance.MEDIA_TYPE, ""),
                    WriteCondition.always());
        }
        if (!entries.isEmpty()) {
            new BucketManifest(bucket, settings.address().key(""), settings.headers("", ""))
                    .update(change(entries, provenance));
        }
    }

    private List<ManifestEntry> entries(Place place) {
        return new RunEntries(summary, recording.buildUrl(), made).of(place);
    }

    private Optional<Provenance> provenance(List<ManifestEntry> entries) throws IOException {
        return Provenance.of(
                Attested.of(summary, entries),
                BuilderFacts.commandLine(
                        HostFacts.programVersion(),
                        Optional.of(recording.buildUrl()).filter(url -> !url.isEmpty())),
                recording.key());
    }

    private static ManifestChange change(List<ManifestEntry> entries, Optional<Provenance> provenance) {
        return RunEntries.change(entries, provenance.map(Provenance::path).orElse(""));
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
