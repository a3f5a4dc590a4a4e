package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.Gitiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernels of Container-Optimized OS that have their source alone, which is all of the kernel's tree, at the top of its
 * archive (overlay-lakitu's ebuild {@code lakitu-kernel-4_14}, {@code tar_kernel_source}). Nothing in it or beside it says which
 * version or configuration that is: {@code cos-builds.txt} does, and where Chromium OS has the configuration.
 */
final class CosSources {
    private static final String OVERLAY = "overlay-lakitu/sys-kernel/";
    private static final Pattern CONFIG = Pattern.compile("config ([0-9a-f]{40}) (\\S+) ([0-9a-f]{64})");
    private static final Pattern BUILD = Pattern.compile("([0-9.]+) ([0-9.]+)");

    /** Kconfig begins with it: the architecture that make was told, and the version. */
    private static final Pattern TITLE = Pattern.compile("(?m)^# Linux/x86\\S* \\S+ Kernel Configuration$");

    private static final Pattern NUMBER =
            Pattern.compile("(?m)^(VERSION|PATCHLEVEL|SUBLEVEL)[ \\t]*=[ \\t]*(\\d{1,5})[ \\t]*$");

    private final CacheFolder cache;
    private final Gitiles overlays;
    private final Map<String, Build> builds;

    /**
     * Kernels that a table names.
     *
     * @param overlays Chromium OS' repository with the boards' configurations
     * @param table as {@code cos-builds.txt} has it
     */
    CosSources(CacheFolder cache, Gitiles overlays, String table) {
        this.cache = cache;
        this.overlays = overlays;
        this.builds = read(table);
    }

    /** The table that is known here. */
    static String table() throws IOException {
        try (InputStream in = CosSources.class.getResourceAsStream("cos-builds.txt")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** A configuration: where it is, and its checksum. */
    private record Config(String commit, String path, String sha256) {}

    /** What is known of a build. */
    private record Build(KernelVersion version, Config config) {}

    private static Map<String, Build> read(String table) {
        Map<String, Build> builds = new HashMap<>();
        Config config = null;
        for (String line : table.split("\n", -1)) {
            Matcher heading = CONFIG.matcher(line);
            Matcher build = BUILD.matcher(line);
            if (heading.matches()) {
                config = new Config(heading.group(1), OVERLAY + heading.group(2), heading.group(3));
            } else if (build.matches()) {
                builds.put(build.group(1), new Build(KernelVersion.of(build.group(2)), config));
            }
        }
        return builds;
    }

    /** The version of a build's kernel; nothing where it is not known. */
    Optional<KernelVersion> version(String build) {
        return Optional.ofNullable(builds.get(build)).map(Build::version);
    }

    /**
     * The configuration that a kernel was made with, as its hosts show it: kept in a form that the kernel's own tools had
     * written, so that making a kernel of it changes its title. Chromium OS tells make that it is for x86_64 (cros-kernel2.eclass,
     * {@code kmake}).
     */
    KernelConfig config(Kernel kernel) throws IOException, InterruptedException {
        Build build = builds.get(kernel.packageVersion());
        Config config = build.config();
        String text = new String(overlays.file(config.commit(), config.path(), config.sha256()), UTF_8);
        String title = "# Linux/x86_64 " + build.version() + " Kernel Configuration";
        return new KernelConfig(TITLE.matcher(text).replaceFirst(title).getBytes(UTF_8));
    }

    /** Unpacks what is needed of the source that was fetched for a kernel. */
    KernelTree unpack(Kernel kernel, Downloads.Fetched source, UnpackTarget target)
            throws IOException, InterruptedException {
        KernelTree tree = new SourceTree(cache)
                .unpackBare(kernel, source.file(), source.sha256(), Optional.of(config(kernel)), target);
        Path makefile = target.root().resolve(KernelTree.SOURCE_FOLDER).resolve("Makefile");
        KernelVersion actual = version(kernel, Files.readString(makefile));
        if (!actual.equals(kernel.release().version())) {
            throw new UnpackException(kernel + ": its source is that of a kernel " + actual);
        }
        return tree;
    }

    private static KernelVersion version(Kernel kernel, String makefile) throws UnpackException {
        Map<String, Integer> numbers = new HashMap<>();
        Matcher number = NUMBER.matcher(makefile);
        while (number.find()) {
            numbers.putIfAbsent(number.group(1), Integer.valueOf(number.group(2)));
        }
        if (numbers.size() < 3) {
            throw new UnpackException(kernel + ": the Makefile of its source tells no version");
        }
        return new KernelVersion(numbers.get("VERSION"), numbers.get("PATCHLEVEL"), numbers.get("SUBLEVEL"));
    }
}
