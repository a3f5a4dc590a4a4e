package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hosts that run a kernel, seen from who publishes its probes: what {@code uname} and {@code os-release} say there.
 *
 * <p>A distribution's id is {@code ID} of its os-release, with these exceptions: Amazon's versions are distributions of
 * their own, Raspberry Pi OS for 64 bit says that it is Debian, Arch Linux on ARM {@code archarm}, and Minikube is told by
 * another file. Where a distribution comes as an image (Flatcar, Minikube, Talos, Bottlerocket),
 * {@link Kernel#packageVersion()} is the image's version and, for Bottlerocket, {@link Kernel#flavour()} its variant.
 */
final class KernelHosts {
    /**
     * What hosts say in place of an id. Some ids are other tools': driverkit and kernel-crawler say {@code redhat}, no host
     * does.
     */
    private static final Map<String, String> OTHER_IDS =
            Map.of("redhat", "rhel", "oracle", "ol", "oraclelinux", "ol", "alma", "almalinux", "raspios", "debian");

    private static final Map<String, OsRelease> AMAZON = Map.of(
            "amazonlinux", new OsRelease("amzn", "2018.03", ""),
            "amazonlinux2", new OsRelease("amzn", "2", ""),
            "amazonlinux2022", new OsRelease("amzn", "2022", ""),
            "amazonlinux2023", new OsRelease("amzn", "2023", ""));

    /** A release of Red Hat's own kernel, and not one that only CentOS has ({@code el7.centos.plus}). */
    private static final Pattern RED_HAT_RELEASE = Pattern.compile(".*\\.el\\d+a?(?:_\\d+)?\\.(?:x86_64|aarch64)");

    /**
     * Oracle's own kernel, whose hosts say {@code #1 SMP} or {@code #2 SMP}: what its build was counted up to, which no
     * package tells. UEK R3 to R7 have mostly 2, R1, R2 and R8 mostly 1.
     */
    private static final Pattern UEK_RELEASE = Pattern.compile(".*uek\\.(?:x86_64|aarch64)");

    private static final List<String> UEK_BUILDS = List.of("1", "2");

    /** Of Raspberry Pi OS: {@code 6.12.25+rpt-rpi-v8}, up to 6.1 {@code 6.1.0-rpi7-rpi-2712}. */
    private static final Pattern RASPBERRY_PI_RELEASE = Pattern.compile(".*-rpi-(?:v\\d+l?|2712)");

    /** What Arch Linux ARM, another project than Arch Linux, says that it is. */
    private static final String ARCH_ON_ARM = "archarm";

    private KernelHosts() {}

    /**
     * The hosts that can load the kernel's module, those of its own distribution first.
     *
     * <p>CentOS rebuilds Red Hat's kernels from their source and configuration, under the same release. A host of RHEL or
     * RHEL CoreOS asks for a module by its release, so what it asks for is one of a kernel with the very same vermagic.
     */
    static List<LoaderHost> of(Kernel kernel) {
        String id = OTHER_IDS.getOrDefault(kernel.target(), kernel.target());
        LoaderHost own = new LoaderHost(
                new Uname(kernel.release().value(), unameVersion(kernel, id), kernel.architecture()),
                osRelease(kernel, id),
                id.equals("minikube") ? LoaderHost.minikubeVersion(kernel.packageVersion()) : Optional.empty());
        List<String> others = List.of();
        if (RED_HAT_RELEASE.matcher(kernel.release().value()).matches()) {
            others = id.equals("centos") ? List.of("rhel", "rhcos") : id.equals("rhel") ? List.of("rhcos") : List.of();
        }
        List<LoaderHost> hosts = new ArrayList<>(List.of(own));
        others.forEach(other -> hosts.add(new LoaderHost(own.uname(), new OsRelease(other, "", ""))));
        if (UEK_RELEASE.matcher(kernel.release().value()).matches()) {
            UEK_BUILDS.stream()
                    .filter(build -> !build.equals(kernel.buildVersion()))
                    .map(build -> new Uname(own.uname().release(), "#" + build + " SMP", kernel.architecture()))
                    .forEach(uname -> hosts.add(new LoaderHost(uname, own.os())));
        }
        return List.copyOf(hosts);
    }

    private static OsRelease osRelease(Kernel kernel, String id) {
        if (AMAZON.containsKey(id)) {
            return AMAZON.get(id);
        }
        return new OsRelease(hostId(kernel, id), kernel.packageVersion(), kernel.flavour());
    }

    private static String hostId(Kernel kernel, String id) {
        if (id.equals("arch") && kernel.architecture() == Architecture.AARCH64) {
            return ARCH_ON_ARM;
        }
        // Minikube is made with Buildroot, and says so.
        return id.equals("minikube") ? "buildroot" : id;
    }

    /** {@code uname -v} as far as loaders look at it. Debian's ends with the version of the kernel's package. */
    private static String unameVersion(Kernel kernel, String id) {
        String version = "#" + kernel.buildVersion() + " SMP";
        return id.equals("debian") ? version + " Debian " + kernel.packageVersion() : version;
    }

    /** The ids of distributions whose kernels' probes serve this host, its own first. */
    static List<String> distros(LoaderHost host) {
        if (host.minikube().isPresent()) {
            return List.of("minikube");
        }
        String id = host.os().id();
        boolean redHat = RED_HAT_RELEASE.matcher(host.uname().release()).matches();
        return switch (id) {
            case "amzn" -> {
                String version = host.os().versionId();
                yield List.of(AMAZON.containsKey("amazonlinux" + version) ? "amazonlinux" + version : "amazonlinux");
            }
            case "rhel" -> redHat ? List.of("rhel", "redhat", "centos") : List.of("rhel", "redhat");
            case "rhcos" -> redHat ? List.of("rhel", "redhat", "centos") : List.of("rhcos");
            case "ol" -> List.of("ol", "oracle", "oraclelinux");
            case "almalinux" -> List.of("almalinux", "alma");
            case ARCH_ON_ARM -> List.of("arch");
            case "debian" ->
                List.of(RASPBERRY_PI_RELEASE.matcher(host.uname().release()).matches() ? "raspios" : "debian");
            default -> List.of(id);
        };
    }
}
