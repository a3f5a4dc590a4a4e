package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.Tarball;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.FileKeys;
import io.jenkins.plugins.falcoprobes.repository.PacmanPackage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Arch Linux, and Arch Linux ARM: what is current, and what their archives keep. Databases are not signed, packages are:
 * each is held to its own signature, and to the database's checksum where it is in one.
 */
final class Arch implements Distro {
    static final String ID = "arch";

    /** What users can name mirrors for, and what is asked else. */
    private static final Map<String, URI> SERVERS = Map.of(
            ID,
            URI.create("https://geo.mirror.pkgbuild.com/"),
            "arch-archive",
            URI.create("https://archive.archlinux.org/"),
            "arch-arm",
            URI.create("http://mirror.archlinuxarm.org/"),
            "arch-arm-archive",
            URI.create("https://alaa.ad24.cz/"));

    private static final Set<String> NAMES =
            Set.of("linux-headers", "linux-lts-headers", "linux-zen-headers", "linux-hardened-headers");
    private static final Set<String> ARM_NAMES = Set.of("linux-aarch64-headers");

    /** Headers with the kernel's whole image among them have up to 60 MB. */
    private static final long LONGEST_PACKAGE = 1L << 29;

    private static final int LONGEST_SIGNATURE = 1 << 16;

    private static final int LONGEST_CONFIG = 1 << 22;
    private static final String TREE = "usr/lib/modules/[^/]+/build";
    private static final Map<String, String> FOLDERS = Map.of(TREE, KernelTree.BUILD_FOLDER);
    private static final Pattern CONFIG = Pattern.compile(TREE + "/\\.config");

    private final Downloads downloads;
    private final Map<String, URI> mirrors;
    private final Map<Architecture, FileKeys> keys;

    Arch(DistroContext context, Map<Architecture, FileKeys> keys) {
        this.downloads = context.downloads();
        this.mirrors = context.mirrors();
        this.keys = Map.copyOf(keys);
    }

    static Distro create(DistroContext context) throws IOException {
        return new Arch(
                context,
                Map.of(
                        Architecture.X86_64, SigningKeys.of(context, ID, "arch.pgp"),
                        Architecture.AARCH64, SigningKeys.of(context, ID, "archlinuxarm.pgp")));
    }

    /** What users can name mirrors for. */
    static List<String> mirrors() {
        return SERVERS.keySet().stream().sorted().toList();
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Discovery discover(Set<Architecture> architectures) throws IOException, InterruptedException {
        ArchPackages packages = new ArchPackages(downloads);
        if (architectures.contains(Architecture.X86_64)) {
            add(packages, Architecture.X86_64, ID, List.of("core", "extra"), NAMES);
        }
        if (architectures.contains(Architecture.AARCH64)) {
            add(packages, Architecture.AARCH64, "arch-arm", List.of("core"), ARM_NAMES);
        }
        packages.requireAny();
        List<String> warnings = new ArrayList<>();
        packages.warnings().forEach(line -> warnings.add(ID + ": " + line));
        List<PacmanPackage> wanted = packages.found().stream()
                .filter(each -> Architecture.named(each.architecture())
                        .filter(architectures::contains)
                        .isPresent())
                .toList();
        return ArchKernels.find(wanted, warnings);
    }

    /** Where a user has named a mirror for an architecture, nothing is asked but what was named. */
    private void add(
            ArchPackages packages, Architecture architecture, String name, List<String> repositories, Set<String> names)
            throws InterruptedException {
        String archive = name + "-archive";
        boolean own = mirrors.containsKey(name) || mirrors.containsKey(archive);
        Optional<URI> mirror = server(name, own);
        if (mirror.isPresent()) {
            packages.addRepositories(architecture, mirror.get(), repositories, names);
        }
        Optional<URI> kept = server(archive, own);
        if (kept.isPresent()) {
            packages.addArchive(kept.get(), names);
        }
    }

    private Optional<URI> server(String name, boolean own) {
        URI uri = own ? mirrors.get(name) : SERVERS.get(name);
        return Optional.ofNullable(uri).map(each -> URI.create(each.toString().replaceFirst("/*$", "/")));
    }

    @Override
    public KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        KernelPackage headers = kernel.packages(Role.HEADERS).get(0);
        Downloads.Fetched fetched = fetch(kernel, headers);
        Kernel known = kernel.with(List.of(headers.as(fetched.size(), fetched.sha256())));
        HeadersTree tree = new HeadersTree(known, target, FOLDERS);
        Tarball.unpack(fetched.file(), tree.unpacker(), tree);
        return tree.finish();
    }

    /** Headers have the sources of their build programs. */
    @Override
    public boolean isBuildableOn(Architecture builder, Kernel kernel) {
        return builder.compilesFor(kernel.architecture());
    }

    /** The kernel has it in {@code /proc/config.gz}; it is the headers' one. */
    @Override
    public List<KernelConfig> bootConfigs(Kernel kernel) throws IOException, InterruptedException {
        KernelPackage headers = kernel.packages(Role.HEADERS).get(0);
        return Tarball.find(
                        fetch(kernel, headers).file(),
                        name -> CONFIG.matcher(name).matches(),
                        LONGEST_CONFIG)
                .map(text -> List.of(new KernelConfig(text)))
                .orElseThrow(() -> new UnpackException(kernel + ": its headers hold no .config"));
    }

    private Downloads.Fetched fetch(Kernel kernel, KernelPackage wanted) throws IOException, InterruptedException {
        String name = wanted.uri().toString();
        URI signature = URI.create(name + ".sig");
        FileKeys known = keys.get(kernel.architecture());
        Downloads.FileCheck check = file -> known.verify(name, file, downloads.latest(signature, LONGEST_SIGNATURE));
        if (wanted.sha256().isEmpty()) {
            return downloads.fetchChecked(wanted.uri(), LONGEST_PACKAGE, check);
        }
        Path file = downloads.fetch(wanted.uri(), wanted.size(), wanted.sha256());
        check.check(file);
        return new Downloads.Fetched(file, wanted.size(), wanted.sha256());
    }
}
