package io.jenkins.plugins.falcoprobes.jenkins.publish;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.lookup.ProbeFinder;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where a run's finished probes go. Only whole, checked probes come here. */
public abstract class ProbePublisher implements Describable<ProbePublisher>, ExtensionPoint {
    /** See {@link #address}. */
    public static final String ARTIFACTS = "artifact/";

    /**
     * Begins to publish for one part of a run, on the controller.
     *
     * @throws IOException in one line, if nothing can be published; nothing is built then
     */
    public abstract Publication open(PublishContext context) throws IOException, InterruptedException;

    /**
     * The same, its texts put through a function that replaces variables like <code>${BRANCH}</code>; itself if none of them
     * may have any.
     */
    public ProbePublisher mapped(UnaryOperator<String> function) {
        return this;
    }

    /**
     * Looks where this publishes to, as a run may; nothing if a run's own records say as much.
     *
     * @throws IOException in one line, if nothing can be asked there
     */
    public Optional<ProbeFinder> finder(Run<?, ?> run) throws IOException, InterruptedException {
        return Optional.empty();
    }

    /**
     * What a browser's address of a published file has before the file's path: an {@code https} address, or
     * {@link #ARTIFACTS} if files are artifacts of the run. Empty if a browser cannot get them.
     */
    public String address() {
        return "";
    }
}
