package io.jenkins.plugins.falcoprobes.jenkins.publish;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.FingerprintMap;
import hudson.model.Run;
import hudson.tasks.Fingerprinter.FingerprintAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.manifest.FolderManifest;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.manifest.ManifestPlace;
import io.jenkins.plugins.falcoprobes.provenance.Provenance;
import io.jenkins.plugins.falcoprobes.store.AtomicFiles;
import io.jenkins.plugins.falcoprobes.store.Publication.Obstacle;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.util.BuildListenerAdapter;
import jenkins.util.VirtualFile;

/** Makes probes artifacts of a run. */
final class ArchivePublication implements Publication {
    private final PublishContext context;
    private final boolean fingerprint;

    ArchivePublication(PublishContext context, boolean fingerprint) {
        this.context = context;
        this.fingerprint = fingerprint;
    }

    @Override
    public List<ProbeFile> present(String prefix) throws IOException {
        return new ArchivedProbes(context.run()).findForPart(prefix);
    }

    @Override
    public Map<String, Obstacle> publish(Collection<ProbeFile> files) throws IOException, InterruptedException {
        if (files.isEmpty()) {
            return Map.of();
        }
        Map<String, String> artifacts = new LinkedHashMap<>();
        for (ProbeFile file : files) {
            String path = ArtifactPath.check(file.path());
            artifacts.put(path, path);
        }
        List<ProbeFile> checked = new ArrayList<>(files);
        String[] digests = context.output().act(new FileDigests(checked));
        archive(context.output(), context.launcher(), artifacts);
        if (fingerprint) {
            fingerprint(checked, digests);
        }
        return Map.of();
    }

    @Override
    public void publishDocuments(File folder) throws IOException, InterruptedException {
        String[] names = folder.list();
        if (names == null) {
            throw new IOException("There is no folder " + folder + " with documents to archive");
        }
        Map<String, String> artifacts = new LinkedHashMap<>();
        for (String name : names) {
            artifacts.put(ArtifactPath.check(name), name);
        }
        // Branches that end at once must not write into the same document.
        synchronized (context.run()) {
            archive(new FilePath(folder), new Launcher.LocalLauncher(context.listener()), artifacts);
            context.run().save();
        }
    }

    @Override
    public void publishRecords(ManifestChange change, Optional<Provenance> provenance)
            throws IOException, InterruptedException {
        VirtualFile artifacts = context.run().getArtifactManager().root();
        List<ManifestEntry> ours = new ArrayList<>();
        for (ManifestEntry entry : change.added()) {
            // What an earlier run has is not below this one's artifacts.
            if (entry.making().isPresent() || artifacts.child(entry.file()).exists()) {
                ours.add(entry);
            }
        }
        if (ours.isEmpty()) {
            return;
        }
        File folder = new File(context.run().getRootDir(), "falco-probes/index");
        synchronized (context.run()) {
            new FolderManifest(folder.toPath()).update(ManifestChange.adding(ours));
            Map<String, String> records = new LinkedHashMap<>();
            records.put(ManifestPlace.INDEX, ManifestPlace.INDEX);
            records.put(ManifestPlace.PAGE, ManifestPlace.PAGE);
            if (provenance.isPresent()) {
                String path = ArtifactPath.check(provenance.get().path());
                AtomicFiles.write(
                        folder.toPath().resolve(path), provenance.get().content());
                records.put(path, path);
            }
            archive(new FilePath(folder), new Launcher.LocalLauncher(context.listener()), records);
        }
    }

    private void archive(FilePath folder, Launcher launcher, Map<String, String> artifacts)
            throws IOException, InterruptedException {
        BuildListener listener = BuildListenerAdapter.wrap(context.listener());
        context.run().pickArtifactManager().archive(folder, launcher, listener, artifacts);
    }

    private void fingerprint(List<ProbeFile> files, String[] digests) throws IOException {
        Run<?, ?> run = context.run();
        FingerprintMap fingerprints = Jenkins.get().getFingerprintMap();
        Map<String, String> records = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            String path = files.get(i).path();
            String name = path.substring(path.lastIndexOf('/') + 1);
            fingerprints.getOrCreate(run, name, digests[i]).addFor(run);
            records.put(path, digests[i]);
        }
        synchronized (run) {
            FingerprintAction action = run.getAction(FingerprintAction.class);
            if (action == null) {
                run.addAction(new FingerprintAction(run, records));
            } else {
                action.add(records);
            }
            SparingSaves.save(run);
        }
    }
}
