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
import io.jenkins.plugins.falcoprobes.repository.Gitiles;
import io.jenkins.plugins.falcoprobes.repository.ParallelTasks;
import io.jenkins.plugins.falcoprobes.repository.RpmVersion;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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
 * Container-Optimized OS: of each of its builds, whose headers are in a public bucket, or of the oldest the source. Nobody
 * signs them: they are held to the checksum in the bucket's list.
 */
final class Cos implements Distro {
    static final String ID = "cos";

    private static final URI SERVER = URI.create("https://storage.googleapis.com/");
    private static final String BUCKET = "cos-tools";
    private static final String HEADERS = "kernel-headers.tgz";
    private static final String SOURCE = "kernel-src.tar.gz";

    /** Where Chromium OS keeps how the kernels were configured that there is only source of; a mirror is called so. */
    private static final String CONFIGS = ID + "-configs";

    private static final URI CONFIGS_SERVER = URI.create("https://chromium.googlesource.com/");
    private static final String OVERLAYS = "chromiumos/overlays/board-overlays";

    /** At the top of a build it is of x86_64; boards, since there are more, have folders. */
    private static final Pattern OBJECT =
            Pattern.compile("(\\d{3,6}\\.\\d{1,5}\\.\\d{1,5})/(?:(lakitu|lakitu-arm64)/)?([^/]+)");

    private static final String TREE = "usr/src/linux-headers-[^/]+";
    private static final Map<String, String> FOLDERS = Map.of(TREE, KernelTree.BUILD_FOLDER);
    private static final Pattern CONFIG = Pattern.compile(TREE + "/\\.config");
    private static final long LONGEST_HEADERS = 1L << 29;

    /** Of a kernel 4.14 it has some 150 MB. */
    private static final long LONGEST_SOURCE = 1L << 30;

    private static final int LONGEST_CONFIG = 1 << 22;
    private static final KernelVersion FIRST_CLANG = new KernelVersion(4, 19, 0);

    private static final Comparator<Kernel> ORDER =
            Comparator.comparing(Kernel::packageVersion, RpmVersion.ORDER).thenComparing(Kernel::architecture);

    private final Downloads downloads;
    private final URI server;
    private final CosSources sources;

    /** What the bucket says of its objects. */
    private final Map<URI, String> sums = new ConcurrentHashMap<>();

    /** Asks for what there is; the table as {@link CosSources} has it. */
    Cos(DistroContext context, String table) {
        this.downloads = context.downloads();
        this.server = server(context, ID, SERVER);
        Gitiles overlays = new Gitiles(downloads, server(context, CONFIGS, CONFIGS_SERVER), OVERLAYS);
        this.sources = new CosSources(downloads.cache(), overlays, table);
    }

    static Distro create(DistroContext context) throws IOException {
        return new Cos(context, CosSources.table());
    }

    /** What a mirror can be named for. */
    static List<String> mirrors() {
        return List.of(ID, CONFIGS);
    }

    private static URI server(DistroContext context, String name, URI standard) {
        return URI.create(
                context.mirrors().getOrDefault(name, standard).toString().replaceFirst("/*$", "/"));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Discovery discover(Set<Architecture> architectures) throws IOException, InterruptedException {
        downloads.requireReachable(server);
        Map<String, Callable<Kernel>> tasks = new LinkedHashMap<>();
        for (Part part : list(HEADERS)) {
            if (architectures.contains(part.architecture())) {
                tasks.putIfAbsent(part.key(), () -> withHeaders(part));
            }
        }
        int unknown = architectures.contains(Architecture.X86_64) ? addSources(tasks) : 0;
        List<Kernel> kernels = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (ParallelTasks.Outcome<Kernel> outcome : ParallelTasks.run(List.copyOf(tasks.values()))) {
            if (outcome.failure() == null) {
                kernels.add(outcome.value());
            } else {
                warnings.add(ID + ": a build is left out: " + outcome.failure().getMessage());
            }
        }
        if (unknown > 0) {
            warnings.add(ID + ": " + unknown + " builds that have their kernel's source alone are left out: which"
                    + " version that is, is known of those alone that were released");
        }
        if (kernels.isEmpty()) {
            throw new DownloadException(
                    server + BUCKET + ": lists no headers of a kernel, nor source of a known one"
                            + (warnings.isEmpty() ? "" : " (" + String.join("; ", warnings) + ")"),
                    true,
                    null);
        }
        warnings.add(ID
                + ": nobody signs its headers and sources: they are held to the checksums in the list of the bucket");
        if (kernels.stream().anyMatch(Kernel::isOfSource)) {
            warnings.add(ID + ": " + SourceKernels.WARNING);
        }
        kernels.sort(ORDER);
        return new Discovery(kernels, warnings);
    }

    /** A file of a build. */
    private record Part(String build, Architecture architecture, CloudBucket.Item item) {
        String key() {
            return build + " " + architecture;
        }
    }

    private List<Part> list(String name) throws IOException, InterruptedException {
        List<Part> parts = new ArrayList<>();
        for (CloudBucket.Item item : new CloudBucket(downloads, server, BUCKET).list("**/" + name)) {
            Matcher object = OBJECT.matcher(item.name());
            if (object.matches() && object.group(3).equals(name)) {
                boolean arm = "lakitu-arm64".equals(object.group(2));
                sums.put(item.uri(), item.md5());
                parts.add(new Part(object.group(1), arm ? Architecture.AARCH64 : Architecture.X86_64, item));
            }
        }
        return parts;
    }

    /**
     * Adds builds that there is nothing else of; an empty file stands for a source that was not published.
     *
     * @return of how many nothing is known
     */
    private int addSources(Map<String, Callable<Kernel>> tasks) throws IOException, InterruptedException {
        Set<String> unknown = new HashSet<>();
        for (Part part : list(SOURCE)) {
            Optional<KernelVersion> version = sources.version(part.build());
            if (part.item().size() > 0
                    && part.architecture() == Architecture.X86_64
                    && !tasks.containsKey(part.key())) {
                if (version.isPresent()) {
                    tasks.put(part.key(), () -> ofSource(part, version.get()));
                } else {
                    unknown.add(part.key());
                }
            }
        }
        return unknown.size();
    }

    private Kernel withHeaders(Part part) throws IOException, InterruptedException {
        return kernel(part, new CosRelease(downloads).of(part.item().uri()), Role.HEADERS, HEADERS);
    }

    /** Its release has a plus sign, as that of any kernel has that was made of a repository's state without a tag. */
    private static Kernel ofSource(Part part, KernelVersion version) {
        return kernel(part, new KernelRelease(version + "+"), Role.SOURCE, SOURCE);
    }

    private static Kernel kernel(Part part, KernelRelease release, Role role, String name) {
        CloudBucket.Item item = part.item();
        return new Kernel(
                ID,
                release,
                part.build(),
                "1",
                part.architecture(),
                "",
                List.of(BUCKET),
                List.of(new KernelPackage(role, name, part.build(), item.uri(), item.size(), "")),
                Optional.of(compiler(release.version())),
                Optional.empty());
    }

    /**
     * gcc up to milestone 76, then clang, ever newer ones (the release notes of 77; overlay-lakitu's package.use); since 4.19
     * the configuration names the very one.
     */
    private static CompilerVersion compiler(KernelVersion version) {
        if (!version.isAtLeast(FIRST_CLANG)) {
            return new CompilerVersion(Family.GCC, 4, 9);
        }
        int clang = version.major() < 5 ? 9 : version.major() == 5 ? 12 : 16;
        return new CompilerVersion(Family.CLANG, clang, 0);
    }

    @Override
    public KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        KernelPackage part = kernel.packages().get(0);
        Downloads.Fetched fetched = fetch(part);
        Kernel known = kernel.with(List.of(part.as(fetched.size(), fetched.sha256())));
        KernelTree tree = kernel.isOfSource() ? sources.unpack(known, fetched, target) : unpack(known, fetched, target);
        CompilerVersion compiler =
                tree.compiler().orElseGet(() -> compiler(kernel.release().version()));
        if (compiler.family() == Family.GCC) {
            ClangHeader.likeGcc(
                    tree.root().resolve(tree.source() ? KernelTree.SOURCE_FOLDER : KernelTree.BUILD_FOLDER));
        }
        return tree;
    }

    private static KernelTree unpack(Kernel kernel, Downloads.Fetched headers, UnpackTarget target) throws IOException {
        HeadersTree tree = new HeadersTree(kernel, target, FOLDERS);
        Tarball.unpack(headers.file(), tree.unpacker(), tree);
        return tree.finish();
    }

    /** The kernel has it in {@code /proc/config.gz}; it is the headers' one, and what a kernel of source is made with. */
    @Override
    public List<KernelConfig> bootConfigs(Kernel kernel) throws IOException, InterruptedException {
        if (kernel.isOfSource()) {
            return List.of(sources.config(kernel));
        }
        Downloads.Fetched fetched = fetch(kernel.packages(Role.HEADERS).get(0));
        return Tarball.find(fetched.file(), name -> CONFIG.matcher(name).matches(), LONGEST_CONFIG)
                .map(text -> List.of(new KernelConfig(text)))
                .orElseThrow(() -> new UnpackException(kernel + ": its headers hold no .config"));
    }

    private Downloads.Fetched fetch(KernelPackage part) throws IOException, InterruptedException {
        String md5 = sums.getOrDefault(part.uri(), "");
        return downloads.fetchChecked(
                part.uri(),
                part.role() == Role.SOURCE ? LONGEST_SOURCE : LONGEST_HEADERS,
                file -> CloudBucket.requireMd5(part.uri(), file, md5));
    }
}
