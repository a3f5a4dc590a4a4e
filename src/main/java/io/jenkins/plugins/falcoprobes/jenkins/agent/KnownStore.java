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
    private final Map<String, StoredProbe> published;

    /**
     * A store over that of a workspace.
     *
     * @param link the controller, which publishes
     * @param fresh whether what is in the workspace only is to be built anew
     */
    KnownStore(DirectoryStore local, AgentLink link, List<ProbeFile> published, boolean fresh) {
        this.local = local;
        this.link = link;
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
