package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.container.BuildContainer;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.container.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A container engine that fails as told: a real one cannot be made to, not at the moment that a test wants. */
final class ScriptedEngine implements ContainerRuntime {
    private static final String FACTS = "compiler=gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0\ncpu_seconds=9.13\n";

    /** What happens instead of a compile. */
    interface Compile {
        /** Returns the script's status, or throws what the engine would. */
        int run(Map<String, String> environment, Path log) throws IOException, InterruptedException;
    }

    final AtomicInteger started = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final List<String> compiles = new ArrayList<>();
    /** What compiles leave in the container, by path. */
    final Map<String, byte[]> files = new ConcurrentHashMap<>();

    volatile CountDownLatch awaited = new CountDownLatch(0);
    private final Compile compile;
    private final boolean answers;

    ScriptedEngine(boolean answers, Compile compile) {
        this.answers = answers;
        this.compile = compile;
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public boolean answers() {
        return answers;
    }

    @Override
    public int sweep() {
        return 0;
    }

    @Override
    public BuildContainer start(ContainerSpec spec) {
        started.incrementAndGet();
        awaited.countDown();
        return new BuildContainer() {
            private boolean alive = true;

            @Override
            public String id() {
                return "scripted";
            }

            @Override
            public int exec(List<String> command, Map<String, String> environment, Path log, Duration timeout)
                    throws IOException, InterruptedException {
                synchronized (compiles) {
                    compiles.add(environment.get("KERNEL_VERSION") + " " + environment.get("BUILDER_KIND"));
                }
                int status = compile.run(environment, log);
                Files.writeString(log, FACTS, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return status;
            }

            @Override
            public void read(String path, Path target, long limit) throws IOException {
                if (!files.containsKey(path)) {
                    throw new NoSuchFileException(path);
                }
                Files.write(target, files.get(path));
            }

            @Override
            public boolean isAlive() {
                return alive;
            }

            @Override
            public void close() {
                alive = false;
                closed.incrementAndGet();
            }
        };
    }
}
