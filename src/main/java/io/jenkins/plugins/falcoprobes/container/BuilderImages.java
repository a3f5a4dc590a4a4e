package io.jenkins.plugins.falcoprobes.container;

import io.jenkins.plugins.falcoprobes.container.EngineCommand.Answer;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Makes builder images where they are missing or made of something else. */
public final class BuilderImages {
    /** What an image was made of. */
    static final String DIGEST_LABEL = "io.jenkins.plugins.falcoprobes.digest";

    /** A base image by debootstrap and compilers over a slow line. */
    private static final Duration PATIENCE = Duration.ofHours(2);

    private static final int REPORTED_LINES = 15;

    private final EngineCommand engine;
    private final BuilderFiles files;
    private final String imageName;
    private final Path logFolder;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /**
     * Images of one name.
     *
     * @param runtime the engine that has them
     * @param files what they are made from
     * @param imageName their name, without a tag
     * @param logFolder where the output of their making goes
     */
    public BuilderImages(CommandLineRuntime runtime, BuilderFiles files, String imageName, Path logFolder) {
        this.engine = runtime.command();
        this.files = files;
        this.imageName = imageName;
        this.logFolder = logFolder;
    }

    /**
     * The image of a toolchain with a driver's source, made if it is missing or stale. Two threads that want the same
     * image make it once.
     *
     * @param toolchain which compilers
     * @param falcoVersion for the image's tag
     * @param driverFolder the driver's source, asked for only when an image has to be made
     * @param driverDigest a digest of all of that source
     * @param progress gets a line for people when something is made
     * @throws EngineException if it cannot be made; the message has the last lines of the reason
     */
    public BuilderImage ensure(
            Toolchain toolchain,
            String falcoVersion,
            DriverFolder driverFolder,
            String driverDigest,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        String reference = imageName + ":" + falcoVersion + "-" + toolchain.id();
        String digest = digest(driverDigest);
        synchronized (locks.computeIfAbsent(reference, key -> new Object())) {
            Optional<BuilderImage> present = find(reference, digest);
            if (present.isPresent()) {
                return present.get();
            }
            progress.accept("making the builder image " + reference);
            make(toolchain, falcoVersion, driverFolder.path(), digest);
            return find(reference, digest)
                    .orElseThrow(
                            () -> new EngineException("the builder image " + reference + " was made, but is gone"));
        }
    }

    /** Where a driver's source is. */
    @FunctionalInterface
    public interface DriverFolder {
        /** The folder; may have to be made. */
        Path path() throws IOException, InterruptedException;
    }

    private String digest(String driverDigest) {
        String text = files.digest() + "\n" + driverDigest + "\n";
        return HexFormat.of().formatHex(BuilderFiles.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<BuilderImage> find(String reference, String digest) throws IOException, InterruptedException {
        Answer answer = engine.call(List.of(
                "image",
                "inspect",
                "--format",
                "{{.Id}} {{index .Config.Labels \"" + DIGEST_LABEL + "\"}}",
                reference));
        String[] words = answer.output().strip().split(" ", -1);
        if (!answer.succeeded() || words.length != 2 || !words[1].equals(digest)) {
            return Optional.empty();
        }
        return Optional.of(new BuilderImage(reference, words[0], digest));
    }

    private void make(Toolchain toolchain, String falcoVersion, Path driverFolder, String digest)
            throws IOException, InterruptedException {
        Files.createDirectories(logFolder);
        Path log = logFolder.resolve("builder-image-" + falcoVersion + "-" + toolchain.id() + ".log");
        ProcessBuilder builder = new ProcessBuilder("make", "build")
                .directory(files.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = engine.reaching(builder).environment();
        environment.keySet().removeAll(List.of("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "BASE"));
        environment.put("DOCKER", engine.program());
        environment.put("IMAGE", imageName);
        environment.put("FALCO_VERSION", falcoVersion);
        environment.put("TOOLCHAINS", toolchain.id());
        environment.put("DRIVER_SOURCE", "dir:" + driverFolder.toAbsolutePath());
        environment.put("DIGEST", digest);
        Process process = EngineCommand.start(builder);
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)) {
                throw new EngineException("the builder image of " + toolchain + " was not made within "
                        + PATIENCE.toMinutes() + " minutes, see " + log + ":\n" + tail(log));
            }
            if (process.exitValue() != 0) {
                throw new EngineException("the builder image of " + toolchain + " cannot be made: " + reason(log)
                        + "; see " + log + "\n" + tail(log));
            }
        } finally {
            // When it is stopped or out of time: make ends its children itself, and they their own.
            process.destroy();
        }
    }

    /** What the script that failed said last; make has its own words after that. */
    private static String reason(Path log) throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("make"))
                .reduce((first, last) -> last)
                .orElse("make failed");
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - REPORTED_LINES), lines.size()));
    }
}
