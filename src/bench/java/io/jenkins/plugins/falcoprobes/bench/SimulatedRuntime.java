package io.jenkins.plugins.falcoprobes.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.container.BuildContainer;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.container.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Containers in which a compile sleeps as long as it would take. */
final class SimulatedRuntime implements ContainerRuntime {
    private static final String LOG = "  CC [M]  /build/driver/main.o\n".repeat(100)
            + "compiler=gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0\ncpu_seconds=9.13\n";

    private final byte[] module;

    SimulatedRuntime() throws IOException {
        module = Fixtures.bytes("falco.ko");
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public boolean answers() {
        return true;
    }

    @Override
    public int sweep() {
        return 0;
    }

    @Override
    public BuildContainer start(ContainerSpec spec) {
        return new SimulatedContainer();
    }

    private final class SimulatedContainer implements BuildContainer {
        private boolean alive = true;
        private String release = "";

        @Override
        public String id() {
            return "simulated";
        }

        @Override
        public int exec(List<String> command, Map<String, String> environment, Path log, Duration timeout)
                throws IOException, InterruptedException {
            release = environment.get("KERNEL_VERSION");
            Thread.sleep(SimulatedKernels.compileTime(release).toMillis());
            Files.write(log, LOG.getBytes(UTF_8));
            return 0;
        }

        @Override
        public void read(String path, Path target, long limit) throws IOException {
            Files.write(target, Fixtures.module(module, release));
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public void close() {
            alive = false;
        }
    }
}
