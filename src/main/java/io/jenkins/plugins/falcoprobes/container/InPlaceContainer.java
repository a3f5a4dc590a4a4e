package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;

/** A turn's user of the {@link BuilderPlace}: puts its kernel there for each command, and takes the results away. */
final class InPlaceContainer implements BuildContainer {
    private static final Path OUTPUT = Path.of("/output");

    /** What the images have, and {@code docker exec} gives. */
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final BuilderPlace place;
    private final Path kernelFolder;
    private final Path results;
    private final Semaphore turn;
    private volatile boolean closed;

    /**
     * A container.
     *
     * @param kernelFolder what is to be seen as {@code /kernel}; on the file system of that one
     * @param turn taken for a command
     */
    InPlaceContainer(BuilderPlace place, Path kernelFolder, Semaphore turn) {
        this.place = place;
        this.kernelFolder = kernelFolder;
        this.results = kernelFolder.resolveSibling("results");
        this.turn = turn;
    }

    @Override
    public String id() {
        return "in place";
    }

    @Override
    public int exec(List<String> command, Map<String, String> environment, Path log, Duration timeout)
            throws IOException, InterruptedException {
        turn.acquire();
        try (FileChannel channel = FileChannel.open(
                place.kernel().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(channel);
            clear(place.kernel());
            clear(place.output());
            clear(Files.createDirectories(results));
            moveAll(kernelFolder, place.kernel());
            try {
                return run(command, environment, log, timeout);
            } finally {
                moveAll(place.kernel(), kernelFolder);
                takeResults();
            }
        } finally {
            turn.release();
        }
    }

    /** Keeps other JVMs out until the channel is closed; one agent in a container is the rule, so none is waited for. */
    private void lock(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() == null) {
                throw new EngineException("another process builds in " + place.kernel());
            }
        } catch (OverlappingFileLockException e) {
            throw new EngineException("something else builds in " + place.kernel(), e);
        }
    }

    private int run(List<String> command, Map<String, String> environment, Path log, Duration timeout)
            throws IOException, InterruptedException {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("PATH", PATH);
        all.put("HOME", "/nonexistent");
        all.put("HOSTNAME", "builder");
        List<String> line = new ArrayList<>(command);
        if (place.script().endsWith(line.get(0))) {
            line.set(0, place.script().toString());
        }
        try (ProcessSession session = ProcessSession.start(line, all, log)) {
            return session.await(timeout);
        } catch (CommandTimeoutException | InterruptedException e) {
            closed = true;
            throw e;
        }
    }

    /** So that whoever comes next finds nothing of it, and it is still there when it is read. */
    private void takeResults() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place.output(), Files::isRegularFile)) {
            for (Path file : files) {
                Files.move(file, results.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void moveAll(Path from, Path to) throws IOException {
        for (Path part : parts(from)) {
            try {
                Files.move(part, to.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                throw new EngineException(from + " and " + to + " must be on one file system to build here", e);
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        for (Path part : parts(folder)) {
            Files.walkFileTree(part, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException trouble) throws IOException {
                    if (trouble != null) {
                        throw trouble;
                    }
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    /** All in a folder but what begins with a dot, which is no part of a kernel: the lock and the work folder. */
    private static Set<Path> parts(Path folder) throws IOException {
        Set<Path> parts = new TreeSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                folder, part -> !part.getFileName().toString().startsWith("."))) {
            all.forEach(parts::add);
        }
        return parts;
    }

    @Override
    public void read(String path, Path target, long limit) throws IOException {
        Path file = results.resolve(OUTPUT.relativize(Path.of(path))).normalize();
        if (!file.startsWith(results) || !Files.isRegularFile(file)) {
            throw new NoSuchFileException(path, null, "was not made");
        }
        if (Files.size(file) > limit) {
            throw new IOException(path + " in the container is larger than " + limit + " bytes");
        }
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public boolean isAlive() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
