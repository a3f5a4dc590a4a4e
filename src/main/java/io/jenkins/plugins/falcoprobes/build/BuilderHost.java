package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.container.BuilderImage;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.io.IOException;
import java.util.function.Consumer;

/** Where builder containers come from: this machine's engine, or what an agent is given. Safe for several threads. */
public interface BuilderHost {
    /** Starts containers; answers once {@link #makeReady} has returned. */
    ContainerRuntime runtime();

    /**
     * Sees to it that the engine answers, installs and starts one where that is possible.
     *
     * @param progress gets a line for people for each step
     * @return to be closed when nothing is built any more: stops what was started
     */
    Readiness makeReady(Consumer<String> progress) throws IOException, InterruptedException;

    /** The image of a toolchain with this driver's source, made where it is missing. */
    BuilderImage image(Toolchain toolchain, FalcoVersion falco, Driver driver, Consumer<String> progress)
            throws IOException, InterruptedException;

    /** An engine that answers. */
    interface Readiness extends AutoCloseable {
        @Override
        void close();
    }
}
