package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.repository.DirectoryListing;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.ParallelTasks;
import io.jenkins.plugins.falcoprobes.repository.RpmVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The releases of {@link ContainerLinux}: a folder of each, in one folder of each channel and architecture. */
final class ContainerLinuxReleases {
    private static final Pattern VERSION = Pattern.compile("(\\d{3,5})\\.\\d{1,4}\\.\\d{1,4}");

    /** Up to this one the container for developers has no headers (the original tool built from the kernel's source). */
    private static final int WITHOUT_HEADERS = 890;

    private static final long LONGEST_LIST = 1 << 20;

    /** A package of Gentoo's, as {@code sys-kernel/coreos-kernel-5.15.106-r1::coreos}. */
    private static final Pattern KERNEL = package_("sys-kernel/coreos-kernel");

    private static final Pattern COMPILER = package_("sys-devel/gcc");
    private static final Pattern LIBC = package_("sys-libs/glibc");

    private static final Comparator<Kernel> ORDER =
            Comparator.comparing(Kernel::packageVersion, RpmVersion.ORDER).thenComparing(Kernel::architecture);

    private final String id;
    private final Downloads downloads;
    private final List<String> warnings = new ArrayList<>();

    ContainerLinuxReleases(String id, Downloads downloads) {
        this.id = id;
        this.downloads = downloads;
    }

    private static Pattern package_(String name) {
        return Pattern.compile("(?m)^" + name + "-(\\d[^:\\s-]*)(-r\\d+)?(?:::\\S*)?\\s*$");
    }

    private record Release(String channel, String version, Architecture architecture, URI folder) {}

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
        return new Distro.Discovery(kernels, warnings);
    }

    private List<Release> releases(String channel, Architecture architecture, URI folder)
            throws IOException, InterruptedException {
        List<Release> releases = new ArrayList<>();
        for (DirectoryListing.Item item : DirectoryListing.read(downloads, folder)) {
            Matcher version = VERSION.matcher(item.name());
            if (item.folder() && version.matches() && Integer.parseInt(version.group(1)) > WITHOUT_HEADERS) {
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

    /** By the list of the packages in the release's image, which never changes. */
    private Kernel kernel(Release release) throws IOException, InterruptedException {
        URI list = release.folder().resolve(id + "_production_image_packages.txt");
        String packages = new String(
                Files.readAllBytes(
                        downloads.fetchChecked(list, LONGEST_LIST, file -> {}).file()),
                UTF_8);
        Matcher kernel = KERNEL.matcher(packages);
        if (!kernel.find()) {
            throw new DownloadException(list + ": names no kernel", false, null);
        }
        // CoreOS had the source's revision in the release, which the kernel's follows; Flatcar has not.
        String revision = kernel.group(2) == null || id.equals(Flatcar.ID) ? "" : kernel.group(2);
        KernelRelease uname;
        try {
            uname = new KernelRelease(kernel.group(1).replace("_rc", "-rc") + "-" + id + revision);
        } catch (IllegalArgumentException e) {
            throw new DownloadException(list + ": " + e.getMessage(), false, e);
        }
        return new Kernel(
                id,
                uname,
                release.version(),
                "1",
                release.architecture(),
                "",
                List.of(release.channel()),
                List.of(
                        file(Role.HEADERS, release, id + "_developer_container.bin.bz2"),
                        file(Role.CONFIG, release, id + "_production_image_kernel_config.txt")),
                version(COMPILER, packages).flatMap(gcc -> CompilerVersion.fromText("gcc " + gcc)),
                version(LIBC, packages).map(LibcNeed::of));
    }

    private static KernelPackage file(Role role, Release release, String name) {
        return new KernelPackage(role, name, release.version(), release.folder().resolve(name), 0, "");
    }

    private static Optional<String> version(Pattern name, String packages) {
        Matcher found = name.matcher(packages);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
