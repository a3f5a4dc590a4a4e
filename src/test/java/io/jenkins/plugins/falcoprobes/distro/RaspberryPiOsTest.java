package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbeNames;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.repository.TestIndex;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** Over paragraphs made like those of Raspberry Pi OS's archive: it builds its kernels with Debian's own rules. */
public class RaspberryPiOsTest {
    private static List<Kernel> kernels() throws IOException {
        try (InputStream in = RaspberryPiOsTest.class.getResourceAsStream("Packages.raspios-bookworm")) {
            Distro.Discovery found = DebianKernels.find(
                    RaspberryPiOs.ID,
                    TestIndex.read("bookworm", in),
                    Set.of(Architecture.AARCH64),
                    Architecture.AARCH64);
            assertThat(found.warnings()).isEmpty();
            return found.kernels();
        }
    }

    @Test
    public void its_kernels_are_made_of_packages_like_debians() throws Exception {
        List<Kernel> kernels = kernels();
        assertThat(kernels)
                .extracting(kernel -> kernel.release() + " " + kernel.flavour())
                .containsExactly("6.6.20+rpt-rpi-2712 rpi-2712", "6.6.20+rpt-rpi-v8 rpi-v8");
        assertThat(kernels.get(1).packages())
                .extracting(KernelPackage::name)
                .containsExactly(
                        "linux-headers-6.6.20+rpt-rpi-v8",
                        "linux-headers-6.6.20+rpt-common-rpi",
                        "linux-kbuild-6.6.20+rpt",
                        "linux-image-6.6.20+rpt-rpi-v8");
        assertThat(kernels.get(1).compiler()).contains(CompilerVersion.gcc(12));
    }

    @Test
    public void its_hosts_say_that_they_are_debian_and_one_flavours_have_the_name_that_all_ask_for() throws Exception {
        List<Kernel> kernels = kernels();
        FalcoRelease release = FalcoReleases.find(new FalcoVersion("0.40.0")).orElseThrow();
        ProbeNames names = new ProbeNames(Naming.TARGET, release.falco(), release.driver(), kernels);
        assertThat(kernels)
                .extracting(kernel -> names.paths(kernel, ProbeKind.KMOD, List.of()).stream()
                        .map(ProbePath::path)
                        .anyMatch("8.0.0+driver/aarch64/falco_debian_6.6.20-1_1.ko"::equals))
                .containsExactly(true, false);
        assertThat(names.shadowedBy(kernels.get(1))).contains(kernels.get(0));
    }
}
