package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.Tarball;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion.Family;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import io.jenkins.plugins.falcoprobes.repository.CloudBucket;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.ParallelTasks;
import io.jenkins.plugins.falcoprobes.repository.RpmVersion;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Container-Optimized OS: of each of its builds, whose headers are in a public bucket. Nobody signs them: they are held to
 * the checksum in the bucket's list.
 */
final class Cos implements Distro {
    static final String ID = "cos";

    private static final URI SERVER = URI.create("https://storage.googleapis.com/");
    private static final String BUCKET = "cos-tools";
    private static final String HEADERS = "kernel-headers.tgz";

    /** At the top of a build it is of x86_64; boards, since there are more, have folders. */
    private static final Pattern OBJECT =
            Pattern.compile("(\\d{3,6}\\.\\d{1,5}\\.\\d{1,5})/(?:(lakitu|lakitu-arm64)/)?" + Pattern.quote(HEADERS));

    private static final String TREE = "usr/src/linux-headers-[^/]+";
    private static final Map<String, String> FOLDERS = Map.of(TREE, KernelTree.BUILD_FOLDER);
    private static final Pattern CONFIG = Pattern.compile(TREE + "/\\.config");
    private static final long LONGEST_HEADERS = 1L << 29;
    private static final int LONGEST_CONFIG = 1 << 22;
    private static final KernelVersion FIRST_CLANG = new KernelVersion(4, 14, 0);

    private static final Comparator<Kernel> ORDER =
            Comparator.comparing(Kernel::packageVersion, RpmVersion.ORDER).thenComparing(Kernel::architecture);

    private final Downloads downloads;
    private final URI server;

    /** What the bucket says of its objects. */
    private final Map<URI, String> sums = new ConcurrentHashMap<>();

    private Cos(DistroContext context) {
        this.downloads = context.downloads();
        this.server =
                URI.create(context.mirrors().getOrDefault(ID, SERVER).toString().replaceFirst("/*$", "/"));
    }

    static Distro create(DistroContext context) {
        return new Cos(context);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Discovery discover(Set<Architecture> architectures) throws IOException, InterruptedException {
        downloads.requireReachable(server);
        Map<String, Callable<Kernel>> tasks = new LinkedHashMap<>();
        for (CloudBucket.Item item : new CloudBucket(downloads, server, BUCKET).list("**/" + HEADERS)) {
            Matcher object = OBJECT.matcher(item.name());
            if (object.matches()) {
                Architecture architecture =
                        "lakitu-arm64".equals(object.group(2)) ? Architecture.AARCH64 : Architecture.X86_64;
                if (architectures.contains(architecture)) {
                    sums.put(item.uri(), item.md5());
                    tasks.putIfAbsent(
                            object.group(1) + " " + architecture, () -> kernel(object.group(1), architecture, item));
                }
            }
        }
        List<Kernel> kernels = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (ParallelTasks.Outcome<Kernel> outcome : ParallelTasks.run(List.copyOf(tasks.values()))) {
            if (outcome.failure() == null) {
                kernels.add(outcome.value());
            } else {
                warnings.add(ID + ": a build is left out: " + outcome.failure().getMessage());
            }
        }
        if (kernels.isEmpty()) {
            throw new DownloadException(
                    server + BUCKET + ": lists no headers of a kernel"
                            + (warnings.isEmpty() ? "" : " (" + String.join("; ", warnings) + ")"),
                    true,
                    null);
        }
        warnings.add(ID + ": nobody signs its headers: they are held to the checksums in the list of the bucket");
        kernels.sort(ORDER);
        return new Discovery(kernels, warnings);
    }

    private Kernel kernel(String build, Architecture architecture, CloudBucket.Item item)
            throws IOException, InterruptedException {
        KernelRelease release = new CosRelease(downloads).of(item.uri());
        return new Kernel(
                ID,
                release,
                build,
                "1",
                architecture,
                "",
                List.of(BUCKET),
                List.of(new KernelPackage(Role.HEADERS, HEADERS, build, item.uri(), item.size(), "")),
                Optional.of(compiler(release.version())),
                Optional.empty());
    }

    /** Chromium OS moved to clang, ever newer ones; the configuration names the very one. */
    private static CompilerVersion compiler(KernelVersion version) {
        if (!version.isAtLeast(FIRST_CLANG)) {
            return new CompilerVersion(Family.GCC, 4, 9);
        }
        int clang = version.major() < 5 ? 9 : version.major() == 5 ? 12 : 16;
        return new CompilerVersion(Family.CLANG, clang, 0);
    }

    @Override
    public KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        KernelPackage headers = kernel.packages(Role.HEADERS).get(0);
        Downloads.Fetched fetched = fetch(headers);
        HeadersTree tree =
                new HeadersTree(kernel.with(List.of(headers.as(fetched.size(), fetched.sha256()))), target, FOLDERS);
        Tarball.unpack(fetched.file(), tree.unpacker(), tree);
        return tree.finish();
    }

    /** The kernel has it in {@code /proc/config.gz}; it is the headers' one. */
    @Override
    public List<KernelConfig> bootConfigs(Kernel kernel) throws IOException, InterruptedException {
        Downloads.Fetched fetched = fetch(kernel.packages(Role.HEADERS).get(0));
        return Tarball.find(fetched.file(), name -> CONFIG.matcher(name).matches(), LONGEST_CONFIG)
                .map(text -> List.of(new KernelConfig(text)))
                .orElseThrow(() -> new UnpackException(kernel + ": its headers hold no .config"));
    }

    private Downloads.Fetched fetch(KernelPackage headers) throws IOException, InterruptedException {
        String md5 = sums.getOrDefault(headers.uri(), "");
        return downloads.fetchChecked(
                headers.uri(), LONGEST_HEADERS, file -> CloudBucket.requireMd5(headers.uri(), file, md5));
    }
}
