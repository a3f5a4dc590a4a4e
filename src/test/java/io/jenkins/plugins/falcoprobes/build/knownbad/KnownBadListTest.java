package io.jenkins.plugins.falcoprobes.build.knownbad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.driver.DriverSupport;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class KnownBadListTest {
    private static final String REST = " until=2027-06-30 issue=https://example.org/1 does not compile";
    private static final DriverVersion DRIVER = new DriverVersion("8.0.0+driver");

    @Test
    public void a_line_is_an_entry_with_everything_it_says() {
        KnownBad entry =
                list("# a comment\n\nkernel=6.1.0-13..6.1.0-15 distro=debian,rocky arch=arm64 driver=2.0.0..8.0.0"
                                + " release=-cloud- kind=ebpf" + REST)
                        .entries()
                        .get(0);

        assertThat(entry.where()).isEqualTo("line 3 of mine.txt");
        assertThat(entry.distros()).containsExactlyInAnyOrder("debian", "rocky");
        assertThat(entry.architectures()).containsExactly(Architecture.AARCH64);
        assertThat(entry.kinds()).containsExactly(ProbeKind.EBPF);
        assertThat(entry.until()).isEqualTo(LocalDate.of(2027, 6, 30));
        assertThat(entry.reason()).isEqualTo("does not compile");
        assertThat(entry.detail()).isEqualTo("does not compile (https://example.org/1; known until 2027-06-30)");
    }

    @Test
    public void an_entry_is_about_what_all_its_words_say() {
        Kernel cloud = kernel("debian", "6.1.0-14-cloud-arm64", Architecture.AARCH64);
        String all = "kernel=6.1 distro=debian arch=aarch64 driver=8.0.0 release=cloud kind=ebpf";
        assertThat(isCovered(all, cloud, ProbeKind.EBPF)).isTrue();
        assertThat(isCovered(all, cloud, ProbeKind.KMOD)).isFalse();
        assertThat(isCovered(all.replace("6.1", "6.2"), cloud, ProbeKind.EBPF)).isFalse();
        assertThat(isCovered(all.replace("debian", "rocky"), cloud, ProbeKind.EBPF))
                .isFalse();
        assertThat(isCovered(all.replace("aarch64", "x86_64"), cloud, ProbeKind.EBPF))
                .isFalse();
        assertThat(isCovered(all.replace("8.0.0", "8.1.0.."), cloud, ProbeKind.EBPF))
                .isFalse();
        assertThat(isCovered(all.replace("cloud", "-rt-"), cloud, ProbeKind.EBPF))
                .isFalse();
        assertThat(isCovered("kernel=6.1", cloud, ProbeKind.KMOD)).isTrue();
    }

    @Test
    public void an_entry_is_applied_up_to_its_day() {
        Kernel kernel = kernel("debian", "6.1.0-14-amd64", Architecture.X86_64);
        List<KnownBad> entries = list("kernel=6.1" + REST).entries();
        KnownBadList last = new KnownBadList(entries, LocalDate.of(2027, 6, 30));
        KnownBadList after = new KnownBadList(entries, LocalDate.of(2027, 7, 1));

        assertThat(last.against(kernel, DRIVER, ProbeKind.KMOD)).isPresent();
        assertThat(after.against(kernel, DRIVER, ProbeKind.KMOD)).isEmpty();
        assertThat(after.covering(kernel, DRIVER, ProbeKind.KMOD)).isEqualTo(entries);
    }

    @Test
    public void a_line_that_is_none_is_told_by_its_number_with_what_is_accepted() {
        assertSlip("kernel=6.1", "until= is missing; needed are kernel, until, issue and, last, the reason");
        assertSlip("all of them", "kernel= is missing; needed are kernel, until, issue and, last, the reason");
        assertSlip(
                "kernel=6.1 until=2027-06-30 issue=https://example.org/1",
                "the reason is missing; it stands last in the line");
        assertSlip("kernel=6.1 kernel=6.2" + REST, "kernel= is given twice; several values have commas between them");
        assertSlip(
                "kernal=6.1" + REST,
                "there is no kernal=; accepted are distro, arch, kernel, release, driver, kind, until,"
                        + " issue, each with = and a value, and then the reason (did you mean kernel?)");
        assertSlip("kernel=six" + REST, "\"six\" is no range of kernels; accepted are ");
        assertSlip("kernel=6.1 driver=8" + REST, "\"8\" is no range of drivers; accepted are ");
        assertSlip(
                "kernel=6.1 distro=debain" + REST,
                "distro: \"debain\" is no distribution that is known here; accepted are ");
        assertSlip("kernel=6.1 arch=mips" + REST, "arch: \"mips\" is no architecture; accepted are x86_64, aarch64");
        assertSlip("kernel=6.1 kind=modern" + REST, "kind: \"modern\" is no probe kind; accepted are kmod, ebpf");
        assertSlip("kernel=6.1 release=(" + REST, "release: \"(\" is no regular expression: ");
        assertSlip(
                "kernel=6.1" + REST.replace("06-30", "06-31"),
                "until=\"2027-06-31\" is no day; accepted are days like 2027-06-30");
        assertSlip(
                "kernel=6.1" + REST.replace("https://example.org/1", "1"), "issue: \"1\" is no address; accepted are ");
        assertSlip("kernel=6.1" + REST + "x".repeat(2_000), "too much; accepted are 10000 lines of 2000 characters");
    }

    /** What is in the list must be read at once, not when somebody happens to build for such a kernel. */
    @Test
    public void the_own_list_is_whole_and_repeats_nothing_that_follows_from_the_version() {
        KnownBadList own = KnownBadList.own();
        assertThat(own.entries()).isNotEmpty();

        Kernel rhel94 = kernel("rocky", "5.14.0-427.13.1.el9_4.x86_64", Architecture.X86_64);
        Kernel rhel93 = kernel("almalinux", "5.14.0-362.8.1.el9_3.x86_64", Architecture.X86_64);
        DriverVersion falco037 = new DriverVersion("7.0.0+driver");
        DriverVersion falco038 = new DriverVersion("7.2.1+driver");
        for (ProbeKind kind : ProbeKind.values()) {
            assertThat(own.covering(rhel94, falco037, kind)).hasSize(1);
            assertThat(DriverSupport.obstacle(falco037, rhel94, kind)).isEmpty();
            assertThat(own.covering(rhel94, falco038, kind)).isEmpty();
            assertThat(own.covering(rhel93, falco037, kind)).isEmpty();
        }
    }

    private static void assertSlip(String line, String message) {
        assertThatThrownBy(() -> list("# mine\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: " + message);
    }

    private static boolean isCovered(String words, Kernel kernel, ProbeKind kind) {
        return !list(words + REST).covering(kernel, DRIVER, kind).isEmpty();
    }

    private static KnownBadList list(String text) {
        return KnownBadList.parse("mine.txt", text, List.of("debian", "rocky"));
    }

    private static Kernel kernel(String distro, String release, Architecture architecture) {
        return new Kernel(
                distro,
                new KernelRelease(release),
                release,
                "1",
                architecture,
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
