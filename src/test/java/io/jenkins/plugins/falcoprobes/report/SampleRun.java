package io.jenkins.plugins.falcoprobes.report;

import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.build.FailureClass;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.SkippedProbe;
import io.jenkins.plugins.falcoprobes.build.Stage;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.store.Publication;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** A run over kernels as Debian names them, in which every outcome and several kinds of failure occur. */
public final class SampleRun {
    public static final Toolchain BOOKWORM = Toolchains.named("bookworm").orElseThrow();

    private final List<Kernel> kernels = new ArrayList<>();
    private final List<ProbeBuild> builds = new ArrayList<>();
    private final List<SkippedProbe> skipped = new ArrayList<>();
    private final List<ProbeResult> results = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean interrupted;

    public static BuildRequest request() {
        return new BuildRequest(
                new FalcoVersion("0.40.0"),
                List.of("debian"),
                Pattern.compile("^(5\\.10|6\\.).*amd64$"),
                OptionalInt.of(12),
                EnumSet.allOf(ProbeKind.class),
                Set.of(Architecture.X86_64),
                "debian:trixie",
                Naming.TARGET,
                2,
                Duration.ofMinutes(10),
                3,
                false);
    }

    public static Kernel kernel(String release, String packageVersion, String flavour) {
        String name = "linux-headers-" + release;
        KernelPackage headers = new KernelPackage(
                KernelPackage.Role.HEADERS,
                name,
                packageVersion,
                address("/debian/pool/main/l/linux/" + name + "_" + packageVersion + "_amd64.deb"),
                1_841_552,
                sha256(name));
        return new Kernel(
                "debian",
                new KernelRelease(release),
                packageVersion,
                "1",
                Architecture.X86_64,
                flavour,
                List.of("bookworm-security"),
                List.of(headers),
                Optional.of(CompilerVersion.gcc(12)),
                Optional.of("2.36"));
    }

    private static URI address(String path) {
        try {
            return new URI("https", "builder:secret", "mirror.example.org", -1, path, null, null);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public static ProbeBuild build(Kernel kernel, ProbeKind kind) {
        return new ProbeBuild(kernel, kind, BOOKWORM, List.of(ProbePath.main(path(kernel, kind))));
    }

    private static String path(Kernel kernel, ProbeKind kind) {
        return "8.0.0+driver/x86_64/falco_debian_" + kernel.release() + "_1." + kind.extension();
    }

    public static ProbeResult built(ProbeBuild build) {
        String path = build.paths().get(0).path();
        long size = build.kind() == ProbeKind.KMOD ? 1_104_312 : 6_312_008;
        Duration time = Duration.ofMillis(build.kind() == ProbeKind.KMOD ? 9_812 : 15_240);
        return new ProbeResult(
                build,
                List.of(new StoredProbe(path, size, sha256(path))),
                Optional.empty(),
                time,
                time.minusMillis(400),
                "gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0",
                "bookworm",
                "sha256:" + sha256("bookworm"),
                List.of(),
                "logs/" + build.toString().replace(' ', '_') + ".log",
                "fd2ad9abe1fbd214ccda2a8c7e1b89e3",
                List.of(),
                Instant.parse("2026-11-22T17:52:00Z"));
    }

    public static ProbeResult failed(ProbeBuild build, Failure failure) {
        return new ProbeResult(
                build,
                List.of(),
                Optional.of(failure),
                Duration.ofMillis(4_120),
                Duration.ofMillis(3_900),
                "gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0",
                "bookworm",
                "sha256:" + sha256("bookworm"),
                List.of(),
                "logs/" + build.toString().replace(' ', '_') + ".log",
                "fd2ad9abe1fbd214ccda2a8c7e1b89e3",
                List.of(),
                Instant.parse("2026-11-22T17:52:00Z"));
    }

    public static Failure compileFailure() {
        return new Failure(
                FailureClass.COMPILE,
                Stage.COMPILE,
                "main.c:2748:28: error: too many arguments to function 'class_create'",
                List.of(
                        "  CC [M]  /tmp/build/driver/main.o",
                        "/tmp/build/driver/main.c: In function 'scap_init':",
                        "/tmp/build/driver/main.c:2748:28: error: too many arguments to function 'class_create'",
                        " 2748 |         g_ppm_class = class_create(THIS_MODULE, DRIVER_DEVICE_NAME);",
                        "      |                       ^~~~~~~~~~~~",
                        "make[2]: *** [/kernel/build/scripts/Makefile.build:250: /tmp/build/driver/main.o] Error 1",
                        "make: *** [/kernel/build/Makefile:1936: /tmp/build/driver] Error 2"),
                "This driver is older than the kernel: build a newer Falco version, or give its source with"
                        + " --driver-source.");
    }

    public static Failure timeout() {
        return new Failure(
                FailureClass.TIMEOUT,
                Stage.COMPILE,
                "killed after 600 s",
                List.of("  CLANG   probe.ll"),
                "Give it more time with --timeout, or fewer --jobs.");
    }

    /** A kernel both of whose probes are built. */
    public SampleRun built(Kernel kernel) {
        kernels.add(kernel);
        for (ProbeKind kind : ProbeKind.values()) {
            ProbeBuild build = build(kernel, kind);
            builds.add(build);
            results.add(built(build));
        }
        return this;
    }

    /** A kernel whose probes also have another name; the module is built, the eBPF object was there already. */
    public SampleRun aliased(Kernel kernel, String alias) {
        kernels.add(kernel);
        List<ProbePath> paths = List.of(ProbePath.main(path(kernel, ProbeKind.KMOD)), ProbePath.alias(alias));
        ProbeResult plain = built(new ProbeBuild(kernel, ProbeKind.KMOD, BOOKWORM, paths));
        StoredProbe file = plain.files().get(0);
        builds.add(plain.build());
        results.add(new ProbeResult(
                plain.build(),
                List.of(file, new StoredProbe(alias, file.size(), file.sha256())),
                plain.failure(),
                plain.elapsed(),
                plain.compilerTime(),
                plain.compiler(),
                plain.toolchain(),
                plain.image(),
                plain.tries(),
                plain.log(),
                plain.configMd5(),
                plain.unchecked(),
                plain.finished()));
        skipped.add(new SkippedProbe(
                kernel,
                ProbeKind.EBPF,
                SkippedProbe.Reason.PRESENT,
                "already there",
                List.of(ProbePath.main(path(kernel, ProbeKind.EBPF)), ProbePath.alias(alias))));
        return this;
    }

    /** A kernel whose module fails and whose eBPF object was there already. */
    public SampleRun failed(Kernel kernel, Failure failure) {
        kernels.add(kernel);
        ProbeBuild build = build(kernel, ProbeKind.KMOD);
        builds.add(build);
        results.add(failed(build, failure));
        skip(kernel, ProbeKind.EBPF, SkippedProbe.Reason.PRESENT, "already there");
        return this;
    }

    /** A kernel that the driver cannot support. */
    public SampleRun unsupported(Kernel kernel) {
        kernels.add(kernel);
        String reason = "driver 8.0.0+driver does not compile for kernels from 6.13 on";
        skip(kernel, ProbeKind.KMOD, SkippedProbe.Reason.UNSUPPORTED, reason);
        skip(kernel, ProbeKind.EBPF, SkippedProbe.Reason.UNSUPPORTED, reason);
        return this;
    }

    /** A kernel that the run did not get to. */
    public SampleRun notReached(Kernel kernel) {
        kernels.add(kernel);
        builds.add(build(kernel, ProbeKind.KMOD));
        interrupted = true;
        return this;
    }

    public SampleRun warning(String warning) {
        warnings.add(warning);
        return this;
    }

    private void skip(Kernel kernel, ProbeKind kind, SkippedProbe.Reason reason, String detail) {
        skipped.add(new SkippedProbe(kernel, kind, reason, detail, List.of(ProbePath.main(path(kernel, kind)))));
    }

    public BuildPlan plan() {
        return new BuildPlan(kernels, builds, skipped, warnings);
    }

    public BuildSummary summary() {
        return new BuildSummary(
                request(),
                new BuildSummary.DriverFacts(
                        "8.0.0+driver", "debian:trixie falcosecurity-scap-dkms 0.20.0-3", sha256("driver")),
                plan(),
                results,
                Instant.parse("2026-11-22T17:51:04Z"),
                Duration.ofMillis(161_300),
                43_211_004,
                interrupted,
                Publication.NONE);
    }

    public BuildReport report() {
        return BuildReport.of(
                summary(), new HostFacts("Linux 6.1.0-50-amd64", "amd64", 2, "17.0.15", "1.0.0-SNAPSHOT"));
    }

    /** Kernels of the series and flavours that Debian's archive has, with a few failures among them. */
    public static SampleRun ofDebian(int perSeries) {
        SampleRun run = new SampleRun();
        for (String flavour : List.of("", "cloud", "rt")) {
            String suffix = flavour.isEmpty() ? "-amd64" : "-" + flavour + "-amd64";
            for (int i = 0; i < perSeries; i++) {
                run.built(kernel("5.10.0-" + (46 + i) + suffix, "5.10." + (247 + i) + "-1", flavour));
            }
            for (int i = 0; i < perSeries; i++) {
                Kernel kernel = kernel("6.1.0-" + (51 + i) + suffix, "6.1." + (171 + i) + "-1", flavour);
                if (i == perSeries - 2 && flavour.equals("rt")) {
                    run.failed(kernel, timeout());
                } else {
                    run.built(kernel);
                }
            }
            for (int i = 0; i < perSeries; i++) {
                Kernel kernel = kernel("6.12." + (112 + i) + "+deb13" + suffix, "6.12." + (112 + i) + "-1", flavour);
                if (i % 5 == 3) {
                    run.failed(kernel, compileFailure());
                } else {
                    run.built(kernel);
                }
            }
            run.unsupported(kernel("7.2.13+deb14" + suffix, "7.2.13-1", flavour));
        }
        return run.warning("debian: the suite oldoldstable-backports is gone from the mirror and was left out");
    }

    public static String sha256(String name) {
        return String.format(
                Locale.ROOT,
                "%064x",
                new BigInteger(1, name.getBytes(StandardCharsets.UTF_8)).mod(BigInteger.TWO.pow(250)));
    }
}
