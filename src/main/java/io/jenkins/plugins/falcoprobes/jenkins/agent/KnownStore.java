package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.store.ProbeStore;
import io.jenkins.plugins.falcoprobes.store.Publication;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The store of an agent's workspace, which also knows what is published: neither is built again. */
final class KnownStore implements ProbeStore {
    private final DirectoryStore local;
    private final AgentLink link;
    private final boolean fresh;
    private final boolean copied;
    private final Map<String, StoredProbe> published;

    /**
     * A store over that of a workspace.
     *
     * @param link the controller, which publishes
     * @param published what is published
     * @param copied whether that can be given other names where it is published
     * @param fresh whether what is in the workspace only is to be built anew
     */
    KnownStore(DirectoryStore local, AgentLink link, List<ProbeFile> published, boolean copied, boolean fresh) {
        this.local = local;
        this.link = link;
        this.copied = copied;
        this.fresh = fresh;
        this.published = published.stream()
                .map(file -> new StoredProbe(file.path(), file.size(), file.sha256()))
                .collect(Collectors.toMap(StoredProbe::path, Function.identity(), (first, second) -> first));
    }

    @Override
    public Optional<StoredProbe> find(String path) throws IOException {
        StoredProbe known = published.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        return fresh ? Optional.empty() : local.find(path);
    }

    @Override
    public boolean canCopy(StoredProbe probe) throws IOException {
        return (copied && isPublished(probe.path())) || local.canCopy(probe);
    }

    /** Here, if it is here; what is only published is copied by the controller, which is told of it as of one there. */
    @Override
    public StoredProbe copy(StoredProbe probe, String path) throws IOException {
        return local.canCopy(probe) ? local.copy(probe, path) : new StoredProbe(path, probe.size(), probe.sha256());
    }

    @Override
    public boolean isPublished(String path) {
        return published.containsKey(path);
    }

    @Override
    public StoredProbe put(String path, Path file) throws IOException {
        return local.put(path, file);
    }

    /** What is left when a run is stopped is the controller's matter alone: this thread may not wait any more. */
    @Override
    public Publication settle(boolean stopped) throws IOException, InterruptedException {
        return stopped ? Publication.NONE : link.settle();
    }

    @Override
    public void close() throws IOException {
        local.close();
    }
}
