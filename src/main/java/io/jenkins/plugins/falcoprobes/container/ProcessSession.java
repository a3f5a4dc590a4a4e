package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A local command with all that it starts: they share a session of their own, so that none is missed when they are
 * killed, whatever became of its parent. On Linux.
 */
final class ProcessSession implements AutoCloseable {
    private static final Path PROC = Path.of("/proc");
    private static final Duration DEATH = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Process leader;

    private ProcessSession(Process leader) {
        this.leader = leader;
    }

    /**
     * Starts a command.
     *
     * @param command the program and its arguments, not read by any shell
     * @param environment all of its environment
     * @param log where standard output and standard error go
     */
    static ProcessSession start(List<String> command, Map<String, String> environment, Path log)
            throws EngineException {
        // A process that Java starts leads no group, so setsid does not fork: the session has this process' id.
        List<String> line = new ArrayList<>(List.of("setsid", "--"));
        line.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new ProcessSession(EngineCommand.start(builder));
    }

    /** Waits for the command; its status, or {@link CommandTimeoutException}. */
    int await(Duration timeout) throws IOException, InterruptedException {
        leader.getOutputStream().close();
        if (!leader.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new CommandTimeoutException(timeout);
        }
        return leader.exitValue();
    }

    /** Kills whatever of it still runs. */
    @Override
    public void close() throws IOException {
        leader.destroyForcibly();
        long begun = System.nanoTime();
        for (List<ProcessHandle> living = living(); !living.isEmpty(); living = living()) {
            if (System.nanoTime() - begun > DEATH.toNanos()) {
                throw new EngineException("these processes cannot be killed: "
                        + living.stream().map(ProcessHandle::pid).toList());
            }
            living.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private List<ProcessHandle> living() throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (isOfSession(process)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** See proc(5), {@code stat}: state, parent, group and session come after the name, which may have any characters. */
    private boolean isOfSession(Path process) throws IOException {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", 5);
            return !fields[0].equals("Z") && !fields[0].equals("X") && fields[3].equals(Long.toString(leader.pid()));
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        } catch (IOException e) {
            if (Files.exists(process)) {
                throw e;
            }
            return false;
        }
    }
}
