package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A running builder container, used for one probe after the other, by one thread at a time. */
public interface BuildContainer extends AutoCloseable {
    /** The container's id. */
    String id();

    /**
     * Runs a command in the container and waits for it.
     *
     * @param command the program and its arguments, not read by any shell
     * @param environment what is added to the image's environment
     * @param log where standard output and standard error go, created anew
     * @param timeout after which the command is killed, all that it started with it; the container is then gone
     * @return the command's exit status
     * @throws CommandTimeoutException if the time was over
     * @throws EngineException if the engine or the container failed, not the command
     * @throws InterruptedException if the thread was interrupted; the command is killed and the container gone
     */
    int exec(List<String> command, Map<String, String> environment, Path log, Duration timeout)
            throws IOException, InterruptedException;

    /**
     * Copies one file out of the container.
     *
     * @param path the file's absolute path in the container
     * @param target the file to write on the host, created anew
     * @param limit how many bytes it may have at most
     * @throws IOException if there is no such file, it is larger, or cannot be written
     */
    void read(String path, Path target, long limit) throws IOException, InterruptedException;

    /** Whether the container can still be used. */
    boolean isAlive();

    /** Stops and removes the container, with all that runs in it. */
    @Override
    void close();
}
