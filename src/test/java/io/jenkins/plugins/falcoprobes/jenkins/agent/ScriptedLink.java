package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.store.Publication;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A controller that notes what it is asked, and starts containers as told. */
final class ScriptedLink implements AgentLink {
    /** What a controller does when it is to start a container. */
    interface Starter {
        /** Returns the new container's id. */
        String start(String image, List<String> options) throws IOException;
    }

    final List<String> stopped = new ArrayList<>();
    private final Starter starter;

    ScriptedLink(Starter starter) {
        this.starter = starter;
    }

    @Override
    public String startContainer(String image, String[] options) throws IOException {
        return starter.start(image, List.of(options));
    }

    @Override
    public void stopContainer(String id) {
        stopped.add(id);
    }

    @Override
    public Publication settle() {
        return Publication.NONE;
    }

    @Override
    public void ended() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int claimFirst(String[] kernels) {
        throw new UnsupportedOperationException(String.join(" ", kernels));
    }

    @Override
    public void progress(String message) {
        throw new UnsupportedOperationException(message);
    }

    @Override
    public void warning(String message) {
        throw new UnsupportedOperationException(message);
    }

    @Override
    public void planned(String records) {
        throw new UnsupportedOperationException(records);
    }

    @Override
    public void started(String record) {
        throw new UnsupportedOperationException(record);
    }

    @Override
    public void retrying(String probe, String reason, int attempt) {
        throw new UnsupportedOperationException(probe);
    }

    @Override
    public void made(String entries) {
        throw new UnsupportedOperationException(entries);
    }

    @Override
    public void finished(String record) {
        throw new UnsupportedOperationException(record);
    }
}
