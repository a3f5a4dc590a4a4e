package io.jenkins.plugins.falcoprobes.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder with a driver's source: the kernel module's at its top, the eBPF probe's in {@code bpf/}. */
public final class DriverFolder {
    private static final int MAX_FILES = 4_000;
    private static final long MAX_BYTES = 64L << 20;
    private static final int MAX_DEPTH = 6;
    private static final int MAX_TEXT = 1 << 20;

    /** What compilers leave behind; a stale object would be taken for a fresh one. */
    private static final Pattern LEFTOVER = Pattern.compile(
            "\\..*|.*\\.(?:o|ko|ll|a|d|log|mod|mod\\.c|cmd|symvers|order)|(?:Module\\.symvers|modules\\.order)");

    private static final Pattern DEFINE =
            Pattern.compile("^#\\s*define\\s+(\\w+)\\s+\"?([^\"\\s]*)\"?\\s*$", Pattern.MULTILINE);

    private final Path path;
    private final Map<String, String> defines = new TreeMap<>();
    private final Optional<ApiVersion> api;
    private final Optional<ApiVersion> schema;

    private DriverFolder(Path path) throws IOException {
        this.path = path;
        String config = isFile(path, "driver_config.h") ? "driver_config.h" : "driver_config.h.in";
        for (Matcher matcher = DEFINE.matcher(read(path.resolve(config))); matcher.find(); ) {
            defines.put(matcher.group(1), matcher.group(2));
        }
        this.api = version("API");
        this.schema = version("SCHEMA");
    }

    /**
     * Finds the driver's source in an unpacked tree: the tree itself, a {@code driver} folder (falcosecurity/libs,
     * draios/sysdig) or one below {@code usr/src} (images, packages).
     *
     * @param preferred names of the folder to take where there are several, the best first
     * @throws IOException if there is none, or several and no preferred one
     */
    static DriverFolder find(Path tree, List<String> preferred) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(tree, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!isSource(folder)) {
                    return FileVisitResult.CONTINUE;
                }
                found.add(folder);
                return FileVisitResult.SKIP_SUBTREE;
            }
        });
        for (String name : preferred) {
            List<Path> named = found.stream()
                    .filter(folder -> folder.getFileName().toString().equals(name))
                    .toList();
            if (named.size() == 1) {
                return new DriverFolder(named.get(0));
            }
        }
        if (found.isEmpty()) {
            throw new IOException("there is no driver source in it: no folder with main.c, ppm_events.c, a Makefile (or"
                    + " Makefile.in) and driver_config.h (or driver_config.h.in)");
        }
        if (found.size() > 1) {
            found.replaceAll(tree::relativize);
            found.sort(Comparator.naturalOrder());
            throw new IOException("there are several driver sources in it, name one of them: " + found);
        }
        return new DriverFolder(found.get(0));
    }

    /**
     * The digest of the driver's source in a builder image.
     *
     * @param tree the image's {@code /driver}
     * @throws IOException if there is none in it, or several
     */
    public static String digestOf(Path tree) throws IOException {
        return find(tree, List.of("driver")).digest();
    }

    private static boolean isSource(Path folder) {
        return isFile(folder, "main.c")
                && isFile(folder, "ppm_events.c")
                && (isFile(folder, "Makefile") || isFile(folder, "Makefile.in"))
                && (isFile(folder, "driver_config.h") || isFile(folder, "driver_config.h.in"));
    }

    private static boolean isFile(Path folder, String name) {
        return Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    Path path() {
        return path;
    }

    /** Whether {@code Makefile} or {@code driver_config.h} has yet to be made from its {@code .in} file. */
    boolean isTemplate() {
        return !isFile(path, "driver_config.h") || !isFile(path, "Makefile");
    }

    boolean hasEbpf() {
        return isFile(path, "bpf/probe.c");
    }

    boolean hasConfigure() {
        return Files.isDirectory(path.resolve("configure"), LinkOption.NOFOLLOW_LINKS);
    }

    /** What the source calls its own version; sources before libs call it a probe's. */
    Optional<String> declaredVersion() {
        return Optional.ofNullable(defines.getOrDefault("DRIVER_VERSION", defines.get("PROBE_VERSION")))
                .filter(version -> !version.isEmpty() && !version.contains("${"));
    }

    private Optional<ApiVersion> version(String what) throws IOException {
        String prefix = "PPM_" + what + "_CURRENT_VERSION_";
        Optional<ApiVersion> defined = ApiVersion.parse(String.join(
                ".",
                defines.getOrDefault(prefix + "MAJOR", ""),
                defines.getOrDefault(prefix + "MINOR", ""),
                defines.getOrDefault(prefix + "PATCH", "")));
        Path file = path.resolve(what + "_VERSION");
        if (defined.isPresent() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return defined;
        }
        return ApiVersion.parse(read(file));
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > MAX_TEXT) {
            throw new IOException(file + " is too long for what it should be");
        }
        // Any bytes are a text in this encoding, so none is an error here.
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /**
     * Copies the source into a folder of its own, without what compilers left behind, what begins with a dot, and
     * {@code modern_bpf}, which is a part of Falco and no probe.
     *
     * @param target the folder to make
     * @throws IOException if it has links, or more files or bytes than a driver can have
     */
    DriverFolder copyTo(Path target) throws IOException {
        int count = 0;
        long bytes = 0;
        Files.createDirectories(target);
        for (Map.Entry<String, Path> file : files(path).entrySet()) {
            count++;
            bytes += Files.size(file.getValue());
            if (count > MAX_FILES || bytes > MAX_BYTES) {
                throw new IOException(path + " has more than " + MAX_FILES + " files or " + (MAX_BYTES >> 20)
                        + " MiB: that is no driver");
            }
            Path copy = target.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            Files.copy(file.getValue(), copy);
        }
        return new DriverFolder(target);
    }

    /**
     * sha256 over the files in the order of their paths (by their UTF-16 code units), in lower-case hexadecimal: of each file its path with {@code /}
     * between folders, a zero byte, its length in 8 bytes (most significant first) and its bytes. Times, owners and
     * permissions do not count.
     */
    String digest() throws IOException {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
        for (Map.Entry<String, Path> file : files(path).entrySet()) {
            byte[] content = Files.readAllBytes(file.getValue());
            sha256.update(file.getKey().getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            sha256.update(
                    ByteBuffer.allocate(Long.BYTES).putLong(content.length).array());
            sha256.update(content);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** What can be seen of the source, under the name that its folder had where it was found. */
    DriverTraits traits(String name) throws IOException {
        return new DriverTraits(
                name, declaredVersion(), api, schema, hasEbpf(), hasConfigure(), isTemplate(), digest());
    }

    private static Map<String, Path> files(Path root) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean skipped = !folder.equals(root) && (name.startsWith(".") || name.equals("modern_bpf"));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (LEFTOVER.matcher(file.getFileName().toString()).matches()) {
                    return FileVisitResult.CONTINUE;
                }
                if (!attributes.isRegularFile()) {
                    throw new IOException(file + " is no plain file; a driver's source has no links");
                }
                files.put(root.relativize(file).toString().replace('\\', '/'), file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
