package io.jenkins.plugins.falcoprobes.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A container engine that answers: one that was there, or one that was installed and started, and is stopped again. */
public final class EngineSetup implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EngineSetup.class.getName());
    private static final long STOP_SECONDS = 60;

    private final Optional<ProcessHandle> started;

    private EngineSetup(Optional<ProcessHandle> started) {
        this.started = started;
    }

    /**
     * Makes sure that an engine answers, by {@code docker/ensure-engine} if none does.
     *
     * @param progress gets a line for people for each step
     * @throws EngineException if there is none and none can be set up; the message says why
     */
    public static EngineSetup ensure(CommandLineRuntime runtime, BuilderFiles files, Consumer<String> progress)
            throws IOException, InterruptedException {
        if (runtime.answers()) {
            return new EngineSetup(Optional.empty());
        }
        Process script = EngineCommand.start(new ProcessBuilder("sh", "ensure-engine", runtime.name())
                .directory(files.folder().toFile()));
        String last = "no message";
        try (BufferedReader lines = script.errorReader(StandardCharsets.UTF_8)) {
            script.getOutputStream().close();
            CompletableFuture<String> pidFile = EngineCommand.text(script.getInputStream());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                progress.accept(line);
            }
            if (script.waitFor() != 0) {
                throw new EngineException("no container engine answers, and none can be set up: " + last);
            }
            return new EngineSetup(daemon(pidFile.join().strip()));
        } finally {
            script.destroy();
        }
    }

    private static Optional<ProcessHandle> daemon(String pidFile) throws IOException {
        if (pidFile.isEmpty()) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readString(Path.of(pidFile)).strip());
        return ProcessHandle.of(pid);
    }

    /** Stops the engine if it was started here. */
    @Override
    public void close() {
        if (started.isEmpty()) {
            return;
        }
        ProcessHandle daemon = started.get();
        daemon.destroy();
        try {
            daemon.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "The container engine, process " + daemon.pid() + ", did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
