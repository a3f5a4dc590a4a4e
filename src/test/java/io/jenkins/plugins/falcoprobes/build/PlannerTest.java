package io.jenkins.plugins.falcoprobes.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.build.SkippedProbe.Reason;
import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.UnknownConfigException;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PlannerTest {
    private static final Kernel BOOKWORM = Kernels.debian("6.1.0-50-amd64");
    private static final Kernel BULLSEYE = Kernels.debian("5.10.0-32-amd64", Architecture.X86_64, 10, "2.14");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final Memory memory = new Memory(Optional.empty(), "configs");
    private DirectoryStore store;

    @Before
    public void openStore() throws IOException {
        store = DirectoryStore.open(temporary.getRoot().toPath().resolve("output"));
    }

    @After
    public void closeStore() throws IOException {
        store.close();
    }

    @Test
    public void every_kind_of_every_kernel_is_built_by_toolchain_and_newest_first() throws Exception {
        Kernel newer = Kernels.debian("6.1.0-56-amd64");
        BuildPlan plan = plan("0.40.0", false, BOOKWORM, BULLSEYE, newer);
        assertThat(plan.builds())
                .extracting(ProbeBuild::toString)
                .containsExactly(
                        "debian 5.10.0-32-amd64 ebpf",
                        "debian 5.10.0-32-amd64 kmod",
                        "debian 6.1.0-56-amd64 ebpf",
                        "debian 6.1.0-56-amd64 kmod",
                        "debian 6.1.0-50-amd64 ebpf",
                        "debian 6.1.0-50-amd64 kmod");
        assertThat(plan.builds())
                .extracting(build -> build.toolchain().id())
                .containsExactly("bullseye", "bullseye", "bookworm", "bookworm", "bookworm", "bookworm");
        assertThat(plan.skipped()).isEmpty();
    }

    @Test
    public void a_kernel_that_the_driver_cannot_support_is_skipped_with_the_reason() throws Exception {
        BuildPlan plan = plan("0.11.1", false, BOOKWORM);
        assertThat(plan.builds()).isEmpty();
        assertThat(plan.skipped()).hasSize(2).allSatisfy(skip -> {
            assertThat(skip.reason()).isEqualTo(Reason.UNSUPPORTED);
            assertThat(skip.detail()).startsWith("driver 0.11.1 cannot be compiled as ");
        });
    }

    @Test
    public void each_kind_is_skipped_on_its_own_when_it_is_there() throws Exception {
        ProbeBuild module = plan("0.40.0", false, BOOKWORM).builds().stream()
                .filter(build -> build.kind() == ProbeKind.KMOD)
                .findFirst()
                .orElseThrow();
        Path probe = Files.writeString(temporary.getRoot().toPath().resolve("probe"), "a module");
        store.put(module.paths().get(0).path(), probe);

        BuildPlan plan = plan("0.40.0", false, BOOKWORM);
        assertThat(plan.builds()).extracting(ProbeBuild::kind).containsExactly(ProbeKind.EBPF);
        assertThat(plan.skipped()).extracting(SkippedProbe::kind).containsExactly(ProbeKind.KMOD);
        assertThat(plan.skipped().get(0).reason()).isEqualTo(Reason.PRESENT);
        assertThat(plan.skipped().get(0).paths()).isEqualTo(module.paths());

        assertThat(plan("0.40.0", true, BOOKWORM).builds()).hasSize(2);
    }

    @Test
    public void a_probe_is_there_only_if_its_aliases_are() throws Exception {
        // Falco 0.32.1's loader looks for the same driver's object in another folder than 0.32.2's.
        ProbeBuild object = plan("0.32.2", false, BOOKWORM).builds().get(0);
        assertThat(object.paths())
                .containsExactly(
                        ProbePath.main("2.0.0+driver/x86_64/falco_debian_6.1.0-50-amd64_1.o"),
                        ProbePath.alias("2.0.0+driver/falco_debian_6.1.0-50-amd64_1.o"));
        Path probe = Files.writeString(temporary.getRoot().toPath().resolve("probe"), "an object");
        store.put(object.paths().get(0).path(), probe);
        Planner.Planned copied = planned("0.32.2", false, BOOKWORM);
        assertThat(copied.plan().builds()).extracting(ProbeBuild::kind).containsExactly(ProbeKind.KMOD);
        assertThat(copied.plan().skipped().get(0).detail()).isEqualTo("already there; only other names are missing");
        assertThat(copied.copies()).singleElement().satisfies(copy -> {
            assertThat(copy.from().path()).isEqualTo(object.paths().get(0).path());
            assertThat(copy.to()).isEqualTo(object.paths().get(1).path());
        });
        assertThat(copied.unpublished()).extracting(ProbeBuild::kind).containsExactly(ProbeKind.EBPF);

        new Publisher(store, copied, new SerialListener(new BuildListener() {})).begin();
        assertThat(store.find(object.paths().get(1).path())).isPresent();
        assertThat(planned("0.32.2", false, BOOKWORM).copies()).isEmpty();
        BuildPlan plan = plan("0.32.2", false, BOOKWORM);
        assertThat(plan.builds()).extracting(ProbeBuild::kind).containsExactly(ProbeKind.KMOD);
        assertThat(plan.skipped().get(0).paths()).isEqualTo(object.paths());
    }

    @Test
    public void another_architecture_or_a_libc_from_the_future_has_no_toolchain() throws Exception {
        Kernel arm = Kernels.debian("6.1.0-50-arm64", Architecture.AARCH64, 12, "2.34");
        Kernel future = Kernels.debian("6.1.0-51-amd64", Architecture.X86_64, 12, "99.9");
        BuildPlan plan = plan("0.40.0", false, arm, future);
        assertThat(plan.builds()).isEmpty();
        assertThat(plan.skipped()).extracting(SkippedProbe::reason).containsOnly(Reason.NO_TOOLCHAIN);
        assertThat(plan.skipped().get(0).detail())
                .isEqualTo(
                        "a kernel of debian for aarch64 cannot be built for on this x86_64 machine: its build programs"
                                + " are for aarch64, and so must the agent be");
        assertThat(plan.skipped().get(2).detail())
                .isEqualTo("no builder image has gcc 12 or newer with libc 99.9 or newer");
    }

    @Test
    public void what_no_image_of_this_machine_compiles_for_is_told_apart_from_what_lacks_build_programs()
            throws Exception {
        BuildPlan plan = planned(
                        Map.of(), Requests.of(new FalcoVersion("0.40.0"), false), Architecture.AARCH64, BOOKWORM)
                .plan();
        assertThat(plan.builds()).isEmpty();
        assertThat(plan.skipped().get(0).detail())
                .isEqualTo(
                        "a kernel of debian for x86_64 cannot be built for on this aarch64 machine: builder images there"
                                + " have no compilers for x86_64, so the agent must be x86_64");
    }

    @Test
    public void what_is_known_to_fail_is_skipped_with_its_reason_unless_it_is_to_be_tried() throws Exception {
        KnownBadList list = knownBad("2027-06-30", LocalDate.of(2026, 11, 25));
        BuildPlan plan = plan(Requests.knownBad(list, false), BOOKWORM);
        assertThat(plan.builds()).extracting(ProbeBuild::kind).containsExactly(ProbeKind.KMOD);
        assertThat(plan.skipped()).singleElement().satisfies(skip -> {
            assertThat(skip.reason()).isEqualTo(Reason.KNOWN_BAD);
            assertThat(skip.detail()).isEqualTo("loops (https://example.org/1; known until 2027-06-30)");
        });
        assertThat(plan(Requests.knownBad(list, true), BOOKWORM).builds()).hasSize(2);
    }

    @Test
    public void an_entry_past_its_day_holds_nothing_back_and_is_named() throws Exception {
        KnownBadList list = knownBad("2026-11-24", LocalDate.of(2026, 11, 25));
        BuildPlan plan = plan(Requests.knownBad(list, false), BOOKWORM, Kernels.debian("6.1.0-51-amd64"), BULLSEYE);
        assertThat(plan.skipped()).isEmpty();
        assertThat(plan.warnings())
                .containsExactly(
                        "known bad: line 1 of mine.txt was good until 2026-11-24 and is not applied any more; it is"
                                + " about debian 6.1.0-51-amd64 ebpf and 1 more: loops");
    }

    @Test
    public void an_entry_whose_builds_work_is_named() throws Exception {
        KnownBadList list = knownBad("2027-06-30", LocalDate.of(2026, 11, 25));
        List<ProbeBuild> builds = plan(Requests.knownBad(list, true), BOOKWORM).builds();
        Failure failure = Failures.of(FailureClass.COMPILE, Stage.COMPILE, "no", List.of());
        DriverVersion driver = new DriverVersion("8.0.0+driver");
        assertThat(new KnownBadNews(list, driver)
                        .outlived(builds.stream()
                                .map(build -> ProbeCompiler.notBegun(build, failure))
                                .toList()))
                .isEmpty();
        assertThat(new KnownBadNews(list, driver)
                        .outlived(builds.stream().map(PlannerTest::built).toList()))
                .containsExactly(
                        "known bad: line 1 of mine.txt can go, or say less: debian 6.1.0-50-amd64 ebpf has been"
                                + " built: loops");
    }

    private static ProbeResult built(ProbeBuild build) {
        return new ProbeResult(
                build,
                List.of(),
                Optional.empty(),
                Duration.ZERO,
                Duration.ZERO,
                "",
                "",
                "",
                List.of(),
                "",
                "",
                List.of(),
                Instant.EPOCH);
    }

    private static KnownBadList knownBad(String until, LocalDate today) {
        String line = "kernel=6.1 kind=ebpf until=" + until + " issue=https://example.org/1 loops";
        return new KnownBadList(KnownBadList.parse("mine.txt", line, List.of()).entries(), today);
    }

    @Test
    public void a_kernel_for_another_machine_is_built_by_cross_compilers_where_its_distribution_has_build_programs()
            throws Exception {
        Kernel arm = Kernels.debian("6.1.0-50-arm64", Architecture.AARCH64, 12, "2.34");
        Kernel old = Kernels.debian("3.16.0-50-arm64", Architecture.AARCH64, 4, "2.14");
        Distro debian = new CrossingDistro();
        BuildPlan plan = planned(
                        Map.of("debian", debian), Requests.of(new FalcoVersion("0.40.0"), false), BOOKWORM, arm, old)
                .plan();
        assertThat(plan.builds())
                .extracting(build -> build.kernel().release() + " " + build.toolchain())
                .containsExactly(
                        "6.1.0-50-amd64 bookworm",
                        "6.1.0-50-amd64 bookworm",
                        "3.16.0-50-arm64 bullseye-aarch64",
                        "6.1.0-50-arm64 bookworm-aarch64",
                        "6.1.0-50-arm64 bookworm-aarch64");
        assertThat(plan.builds().get(3).paths().get(0).path()).contains("/aarch64/falco_debian_6.1.0-050-arm64");
        assertThat(plan.skipped()).extracting(SkippedProbe::reason).containsOnly(Reason.UNSUPPORTED);
    }

    /** One whose build programs run anywhere. */
    private static final class CrossingDistro implements Distro {
        @Override
        public String id() {
            return "debian";
        }

        @Override
        public boolean isBuildableOn(Architecture builder, Kernel kernel) {
            return true;
        }

        @Override
        public Discovery discover(Set<Architecture> architectures) {
            throw new AssertionError();
        }

        @Override
        public KernelTree prepare(Kernel kernel, UnpackTarget target) {
            throw new AssertionError();
        }

        @Override
        public List<KernelConfig> bootConfigs(Kernel kernel) throws IOException {
            throw new UnknownConfigException("nobody has said it");
        }
    }

    @Test
    public void a_kernel_whose_configuration_nobody_has_said_has_its_other_names_if_there_are_any() throws Exception {
        Map<String, Distro> debian = Map.of("debian", new CrossingDistro());
        FalcoVersion falco = new FalcoVersion("0.40.0");
        Planner.Planned both = planned(debian, Requests.named(falco, Naming.BOTH), BOOKWORM);
        assertThat(both.failed()).isEmpty();
        assertThat(both.plan().builds()).hasSize(2).allSatisfy(build -> assertThat(build.paths())
                .singleElement()
                .asString()
                .startsWith("8.0.0+driver/x86_64/falco_debian_6.1.0-050-amd64_1."));
        assertThat(both.plan().warnings())
                .containsExactly("debian 6.1.0-50-amd64: nobody has said it; it has its other names alone");

        Planner.Planned hash = planned(debian, Requests.named(falco, Naming.HASH), BOOKWORM);
        assertThat(hash.failed()).hasSize(2).allSatisfy((build, failure) -> {
            assertThat(failure.type()).isEqualTo(FailureClass.CONFIG);
            assertThat(failure.message()).isEqualTo("nobody has said it");
            assertThat(failure.hint()).contains("--naming");
        });
    }

    @Test
    public void what_became_of_a_sources_configuration_gives_the_name_of_later_plans() throws Exception {
        Map<String, Distro> debian = Map.of("debian", new CrossingDistro());
        BuildRequest request = Requests.named(new FalcoVersion("0.40.0"), Naming.BOTH);
        Kernel kernel = BOOKWORM.with(List.of(new KernelPackage(
                KernelPackage.Role.SOURCE,
                "linux.tar.xz",
                "6.1",
                URI.create("https://example.org/linux.tar.xz"),
                0,
                "")));
        Planner.Planned first = planned(debian, request, kernel);
        KernelConfig made = new KernelConfig("CONFIG_X86_64=y\n".getBytes(StandardCharsets.UTF_8));
        ProbeBuild build = first.later().of(first.plan().builds().get(0), made);
        assertThat(build.paths()).hasSize(2).last().asString().endsWith("-6.1.0-50-amd64-" + made.md5() + ".o");
        assertThat(planned(debian, request, kernel).plan().builds().get(0)).isEqualTo(build);
        assertThat(planned(debian, request, Kernels.debian("6.1.0-51-amd64"))
                        .plan()
                        .builds()
                        .get(0)
                        .paths())
                .hasSize(1);
    }

    @Test
    public void kernels_that_the_loader_takes_for_others_are_named() throws Exception {
        Kernel trixie = Kernels.debian("6.12.95+deb13-amd64", Architecture.X86_64, 14, "2.38");
        Kernel backport = Kernels.debian("6.12.95+deb12-amd64", Architecture.X86_64, 12, "2.34");
        BuildPlan plan = plan("0.40.0", false, trixie, backport);
        assertThat(plan.builds().stream().flatMap(build -> build.paths().stream()))
                .doesNotHaveDuplicates();
        assertThat(plan.warnings()).singleElement().asString().contains("on hosts with 6.12.95+deb13-amd64;");
        assertThat(plan("0.40.0", false, BOOKWORM).warnings()).isEmpty();
    }

    private BuildPlan plan(String falco, boolean force, Kernel... kernels) throws Exception {
        return planned(falco, force, kernels).plan();
    }

    private Planner.Planned planned(String falco, boolean force, Kernel... kernels) throws Exception {
        return planned(Map.of(), Requests.of(new FalcoVersion(falco), force), kernels);
    }

    private BuildPlan plan(BuildRequest request, Kernel... kernels) throws Exception {
        return planned(Map.of(), request, kernels).plan();
    }

    private Planner.Planned planned(Map<String, Distro> distros, BuildRequest request, Kernel... kernels)
            throws Exception {
        return planned(distros, request, Architecture.X86_64, kernels);
    }

    private Planner.Planned planned(
            Map<String, Distro> distros, BuildRequest request, Architecture host, Kernel... kernels) throws Exception {
        return new Planner(
                        request,
                        FalcoReleases.find(request.falcoVersion()).orElseThrow().driver(),
                        Optional.empty(),
                        store,
                        new ToolChoices(
                                Optional.empty(),
                                FalcoReleases.find(request.falcoVersion())
                                        .orElseThrow()
                                        .driver(),
                                host),
                        memory,
                        distros,
                        host)
                .plan(List.of(kernels), List.of());
    }
}
