package io.jenkins.plugins.falcoprobes.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.Loader;
import io.jenkins.plugins.falcoprobes.driver.LoaderHost;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbeNames;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** For every kernel of the vectors and every release of Falco: what a host asks for is what is published, all at once. */
public class RoundTripTest {
    private static final Optional<String> MD5 = Optional.of("0123456789abcdef0123456789abcdef");

    /** Kernels whose hosts ask for another kernel's name, or for none, and since when or until when. */
    private static final Set<String> EXCEPTIONS = Set.of(
            // 0.35.0 alone forgets the flavour
            "debian 6.1.0-50-cloud-amd64 0.35.0",
            "debian 5.10.0-0.deb10.22-rt-amd64 0.35.0",
            "debian 4.19.0-6-cloud-amd64 0.35.0",
            "debian 6.1.0-47-rt-arm64 0.35.0");

    private final Map<Kernel, LoaderHost> hosts = new LinkedHashMap<>();

    public RoundTripTest() {
        for (LoaderVector vector : LoaderVector.all()) {
            vector.kernel.ifPresent(kernel -> hosts.put(kernel, vector.host));
        }
    }

    @Test
    public void every_host_finds_its_own_probe_or_is_a_known_exception() {
        Set<String> lost = new TreeSet<>();
        for (FalcoRelease release : FalcoReleases.all()) {
            Loader loader = Loader.of(release);
            ProbeNames names = names(release);
            hosts.forEach((kernel, host) -> {
                for (ProbeKind kind : ProbeKind.values()) {
                    Optional<String> asked = loader.path(host, kind, MD5);
                    assertThat(asked).isPresent();
                    boolean found = names.paths(kernel, kind, MD5.stream().toList()).stream()
                            .anyMatch(path -> path.path().equals(asked.get()));
                    assertThat(found)
                            .as("%s on %s asks for %s", release.falco(), host, asked)
                            .isEqualTo(names.isFindable(kernel) || isAlias(kernel, host));
                    if (!found) {
                        lost.add(kernel + " " + release.falco());
                    }
                }
            });
        }
        assertThat(lost).containsAll(EXCEPTIONS);
        assertThat(lost).filteredOn(each -> !isKnown(each)).isEmpty();
    }

    /** The vectors' host of RHEL that loads CentOS' module, and the like. */
    private static boolean isAlias(Kernel kernel, LoaderHost host) {
        return !host.distros().get(0).equals(kernel.distro().replace("redhat", "rhel"));
    }

    private static boolean isKnown(String lost) {
        return EXCEPTIONS.contains(lost)
                // The plain kernel's name, or the one that a rebuild for an older release shares with it.
                || lost.startsWith("debian 6.12.73+deb13-arm64-16k ")
                || lost.startsWith("ubuntu 5.15.0-60-generic ")
                // The very kernel of rhel's, under the other id.
                || lost.startsWith("redhat ")
                // falcoctl up to 0.38 cannot read these
                || lost.matches("cos \\S+\\+ 0\\.3[78]\\.\\d");
    }

    @Test
    public void no_two_kernels_have_one_path() {
        for (FalcoRelease release : FalcoReleases.all()) {
            if (release.falco().defaultNaming() == Naming.HASH) {
                continue; // with one md5 for all, some have the same name; real ones tell them apart
            }
            ProbeNames names = names(release);
            Map<String, Kernel> owners = new HashMap<>();
            for (Kernel kernel : hosts.keySet()) {
                for (ProbeKind kind : ProbeKind.values()) {
                    for (ProbePath path : names.paths(kernel, kind, MD5.stream().toList())) {
                        assertThat(owners.put(path.path(), kernel))
                                .as("%s: %s of %s", release.falco(), path, kernel)
                                .isNull();
                        assertThat(path.path()).matches("[A-Za-z0-9.+-]+/(?:[a-z0-9_]+/)?[A-Za-z0-9._+~ -]+\\.k?o");
                    }
                }
            }
        }
    }

    @Test
    public void every_host_is_told_a_distribution_that_its_kernel_is_of() {
        hosts.forEach(
                (kernel, host) -> assertThat(host.distros()).as(host.toString()).contains(kernel.distro()));
    }

    @Test
    public void ten_thousand_kernels_are_named_in_seconds() {
        List<Kernel> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add(kernel("debian", "6.1.0-" + i + "-cloud-amd64", "6.1." + i + "-1", "1"));
            many.add(kernel("ubuntu", "5.15.0-" + i + "-generic", "5.15.0-" + i + "." + i, i + "-Ubuntu"));
        }
        FalcoRelease release = FalcoReleases.all().get(FalcoReleases.all().size() - 1);
        long begun = System.nanoTime();
        ProbeNames names = new ProbeNames(Naming.TARGET, release.falco(), release.driver(), many);
        many.forEach(kernel -> names.paths(kernel, ProbeKind.KMOD, List.of()));
        assertThat((System.nanoTime() - begun) / 1_000_000).as("milliseconds").isLessThan(10_000);
    }

    private static Kernel kernel(String distro, String release, String packageVersion, String buildVersion) {
        return new Kernel(
                distro,
                new KernelRelease(release),
                packageVersion,
                buildVersion,
                Architecture.X86_64,
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private ProbeNames names(FalcoRelease release) {
        return new ProbeNames(release.falco().defaultNaming(), release.falco(), release.driver(), hosts.keySet());
    }
}
