package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;
import java.nio.file.Path;

/** The container engine of the integration tests: set up once as for users, stopped at their end if it was. */
public final class TestEngine {
    private static EngineSetup setup;

    private TestEngine() {}

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
