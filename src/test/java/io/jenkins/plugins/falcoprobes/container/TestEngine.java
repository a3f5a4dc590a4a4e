package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;
import java.nio.file.Path;

/** The container engine of the integration tests: set up once as for users, stopped at their end if it was. */
public final class TestEngine {
    private static final long MEMORY = 1L << 30;
    private static final int PROCESSES = 256;

    private static EngineSetup setup;

    private TestEngine() {}

    /** A running container of a toolchain's image that sees a folder as its kernel. */
    public static BuildContainer container(String toolchain, Path kernel) throws IOException, InterruptedException {
        ready();
        ContainerSpec spec =
                new ContainerSpec(RealInputs.get().image(toolchain).id(), kernel, MEMORY, PROCESSES, 2, MEMORY / 2);
        return CommandLineRuntime.named("docker").start(spec);
    }

    /** Sees to it that docker answers from now on. */
    public static synchronized void ready() throws IOException, InterruptedException {
        if (setup == null) {
            EngineSetup ensured = EngineSetup.ensure(
                    CommandLineRuntime.named("docker"), BuilderFiles.of(Path.of("docker")), System.err::println);
            Runtime.getRuntime().addShutdownHook(new Thread(ensured::close, "stop-engine"));
            setup = ensured;
        }
    }
}
