package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import io.jenkins.plugins.falcoprobes.repository.DirectoryListing;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.KernelOrg;
import io.jenkins.plugins.falcoprobes.repository.ParallelTasks;
import io.jenkins.plugins.falcoprobes.repository.RpmVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The releases of {@link ContainerLinux}: a folder of each, in one folder of each channel and architecture. */
final class ContainerLinuxReleases {
    private static final Pattern VERSION = Pattern.compile("\\d{3,5}\\.\\d{1,4}\\.\\d{1,4}");

    /**
     * Up to this one the container for developers has no headers: they are made of kernel.org's source, as the original
     * tool did it, without the few patches that the kernels had since June 2015 (ebuild coreos-sources).
     */
    private static final int WITHOUT_HEADERS = 890;

    private static final long LONGEST_LIST = 1 << 24;

    /** A package of Gentoo's, as {@code sys-kernel/coreos-kernel-5.15.106-r1::coreos}. */
    private static final Pattern KERNEL = package_("sys-kernel/coreos-kernel");

    /** A version from which that of the kernel that runs follows. */
    private static final Pattern PLAIN = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    /** Of a list like that of {@code ls -l} (build_image_util.sh, write_contents). */
    private static final Pattern CONFIG = Pattern.compile("(?m) \\./usr/boot/config-(\\S+)");

    private static final Pattern COMPILER = package_("sys-devel/gcc");
    private static final Pattern LIBC = package_("sys-libs/glibc");

    private static final Comparator<Kernel> ORDER =
            Comparator.comparing(Kernel::packageVersion, RpmVersion.ORDER).thenComparing(Kernel::architecture);

    private final String id;
    private final Downloads downloads;
    private final KernelOrg kernelOrg;

    /** Many releases may have one and the same trouble. */
    private final Set<String> warnings = new LinkedHashSet<>();

    ContainerLinuxReleases(String id, Downloads downloads, KernelOrg kernelOrg) {
        this.id = id;
        this.downloads = downloads;
        this.kernelOrg = kernelOrg;
    }

    private static Pattern package_(String name) {
        return Pattern.compile("(?m)^" + name + "-(\\d[^:\\s-]*(?:-r\\d+)?)(?:::\\S*)?\\s*$");
    }

    private record Release(String channel, String version, Architecture architecture, URI folder) {
        boolean withoutHeaders() {
            return Integer.parseInt(version.substring(0, version.indexOf('.'))) <= WITHOUT_HEADERS;
        }
    }

    /** The kernels of all channels, oldest first. */
    Distro.Discovery find(Map<String, URI> channels, Set<Architecture> architectures)
            throws IOException, InterruptedException {
        List<IOException> failures = new ArrayList<>();
        List<Release> releases = new ArrayList<>();
        for (Map.Entry<String, URI> channel : channels.entrySet()) {
            for (Architecture architecture : architectures) {
                URI folder = channel.getValue().resolve(architecture.debian() + "-usr/");
                try {
                    downloads.requireReachable(folder);
                    releases.addAll(releases(channel.getKey(), architecture, folder));
                } catch (IOException e) {
                    failures.add(e);
                    warnings.add(
                            id + ": " + channel.getKey() + " for " + architecture + " is left out: " + e.getMessage());
                }
            }
        }
        List<Kernel> kernels = kernels(releases);
        if (kernels.isEmpty()) {
            boolean passing = failures.stream().anyMatch(e -> e instanceof DownloadException d && d.isTransient());
            throw new DownloadException(
                    warnings.isEmpty() ? "no channel that answered lists a release" : String.join("; ", warnings),
                    passing,
                    failures.isEmpty() ? null : failures.get(0));
        }
        kernels.sort(ORDER);
        if (kernels.stream().anyMatch(Kernel::isOfSource)) {
            warnings.add(id + " up to " + WITHOUT_HEADERS + ": " + SourceKernels.WARNING);
        }
        return new Distro.Discovery(kernels, List.copyOf(warnings));
    }

    private List<Release> releases(String channel, Architecture architecture, URI folder)
            throws IOException, InterruptedException {
        List<Release> releases = new ArrayList<>();
        for (DirectoryListing.Item item : DirectoryListing.read(downloads, folder)) {
            if (item.folder() && VERSION.matcher(item.name()).matches()) {
                releases.add(new Release(channel, item.name(), architecture, item.uri()));
            }
        }
        if (releases.isEmpty()) {
            throw new DownloadException(folder + ": lists no release", true, null);
        }
        return releases;
    }

    private List<Kernel> kernels(List<Release> releases) throws InterruptedException {
        List<Callable<Kernel>> tasks = new ArrayList<>();
        releases.forEach(release -> tasks.add(() -> kernel(release)));
        List<Kernel> kernels = new ArrayList<>();
        for (ParallelTasks.Outcome<Kernel> outcome : ParallelTasks.run(tasks)) {
            if (outcome.failure() == null) {
                kernels.add(outcome.value());
            } else {
                warnings.add(
                        id + ": a release is left out: " + outcome.failure().getMessage());
            }
        }
        return kernels;
    }

    /** By lists of what is in the release's image, which never change. */
    private Kernel kernel(Release release) throws IOException, InterruptedException {
        String packages = list(release, "packages");
        String built = version(KERNEL, packages)
                .orElseThrow(() -> new DownloadException(file(release, "packages") + ": names no kernel", false, null));
        KernelRelease uname;
        try {
            uname = new KernelRelease(uname(release, built));
        } catch (IllegalArgumentException e) {
            throw new DownloadException(release.folder() + ": " + e.getMessage(), false, e);
        }
        boolean withoutHeaders = release.withoutHeaders();
        List<KernelPackage> parts = List.of(
                withoutHeaders
                        ? source(uname.version())
                        : file(Role.HEADERS, release, id + "_developer_container.bin.bz2"),
                file(Role.CONFIG, release, id + "_production_pxe.vmlinuz"));
        return new Kernel(
                id,
                uname,
                release.version(),
                "1",
                release.architecture(),
                "",
                List.of(release.channel()),
                parts,
                version(COMPILER, packages).flatMap(gcc -> CompilerVersion.fromText("gcc " + gcc)),
                withoutHeaders ? Optional.empty() : version(LIBC, packages).map(LibcNeed::of));
    }

    /**
     * What {@code uname -r} prints. It has the revision of the kernel's source, which that of the package runs ahead of:
     * 4.7.3-r4 is {@code 4.7.3-coreos-r3}, or {@code 4.7.3-coreos}. The first kernels were called 3.18.4, or 3.15.8+. Where the
     * package's version leaves it open, a file in the image has the name.
     */
    private String uname(Release release, String built) throws IOException, InterruptedException {
        if (!release.withoutHeaders() && PLAIN.matcher(built).matches()) {
            return built + "-" + id;
        }
        return version(CONFIG, list(release, "contents"))
                .orElseThrow(() ->
                        new DownloadException(file(release, "contents") + ": names no configuration", false, null));
    }

    private String list(Release release, String what) throws IOException, InterruptedException {
        Path file = downloads
                .fetchChecked(file(release, what), LONGEST_LIST, unsigned -> {})
                .file();
        return new String(Files.readAllBytes(file), UTF_8);
    }

    private URI file(Release release, String list) {
        return release.folder().resolve(id + "_production_image_" + list + ".txt");
    }

    private KernelPackage source(KernelVersion version) throws IOException, InterruptedException {
        KernelOrg.Tarball tarball = kernelOrg
                .find(version)
                .orElseThrow(() -> new DownloadException("kernel.org's list has no version " + version, false, null));
        return SourceKernels.source(tarball, version);
    }

    private static KernelPackage file(Role role, Release release, String name) {
        return new KernelPackage(role, name, release.version(), release.folder().resolve(name), 0, "");
    }

    private static Optional<String> version(Pattern name, String packages) {
        Matcher found = name.matcher(packages);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
