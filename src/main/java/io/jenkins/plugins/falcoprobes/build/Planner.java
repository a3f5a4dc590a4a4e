package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.build.SkippedProbe.Reason;
import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBad;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.DriverSupport;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbeNames;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.store.ProbeStore;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.toolchain.Choice;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides, for every kernel and kind, whether it is built, in which image and under which names, or why not. */
public final class Planner {
    /**
     * Kernels of one toolchain follow each other, so that its container stays; those of one source version too, so that
     * packages they share are fetched once and early. Within a kernel the eBPF probe, the longer one, comes first.
     */
    private static final Comparator<ProbeBuild> ORDER = Comparator.comparing(
                    (ProbeBuild build) -> Toolchains.place(build.toolchain()))
            .thenComparing(ProbeBuild::kernel, KernelSelection.OLDEST_FIRST.reversed())
            .thenComparing(ProbeBuild::kind, Comparator.reverseOrder());

    private final BuildRequest request;
    private final DriverVersion driver;
    private final Optional<Driver> source;
    private final ProbeStore store;
    private final ToolChoices tools;
    private final Memory madeConfigs;
    private final Map<String, Distro> distros;
    private final Architecture host;

    /**
     * A planner for one request.
     *
     * @param driver the driver version that will be built
     * @param source its source, where that is known before something is built: it may support more than its version says
     * @param store where finished probes are looked for
     * @param tools with which tools probes are built
     * @param madeConfigs what became of configurations when kernels were made
     * @param distros the distributions by id, to ask for a kernel's configuration where names need it
     * @param host the architecture that builds run on
     */
    public Planner(
            BuildRequest request,
            DriverVersion driver,
            Optional<Driver> source,
            ProbeStore store,
            ToolChoices tools,
            Memory madeConfigs,
            Map<String, Distro> distros,
            Architecture host) {
        this.request = request;
        this.driver = driver;
        this.source = source;
        this.store = store;
        this.tools = tools;
        this.madeConfigs = madeConfigs;
        this.distros = Map.copyOf(distros);
        this.host = host;
    }

    /**
     * A plan, and which of its builds have failed before they could begin: their names could not be found out.
     *
     * @param plan the plan, the failed builds among its builds
     * @param failed why, by build
     * @param unpublished what earlier runs finished but could not publish under all of its names; the plan skips them as
     *     present
     * @param copies names that are only to be given to what is there
     * @param later names that are known when a kernel was made
     */
    public record Planned(
            BuildPlan plan,
            Map<ProbeBuild, Failure> failed,
            List<ProbeBuild> unpublished,
            List<Copy> copies,
            LaterNames later) {}

    /** Plans the builds of the kernels that the request selects among those found. */
    public Planned plan(List<Kernel> found, List<String> warnings) throws IOException, InterruptedException {
        List<Kernel> kernels = KernelSelection.select(found, request.kernels(), request.latest());
        List<SkippedProbe> skipped = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Kernel kernel : kernels) {
            for (ProbeKind kind : request.kinds()) {
                consider(kernel, kind, candidates, skipped);
            }
        }
        // Loaders map different kernels onto one name at times, so names are given out over all kernels that were
        // found.
        ProbeNames names = new ProbeNames(request.naming(), request.falcoVersion(), driver, found, this::leftAlone);
        ConfigHashes hashes = ConfigHashes.of(
                names.haveHash()
                        ? candidates.stream().map(Candidate::kernel).distinct().toList()
                        : List.of(),
                distros,
                madeConfigs,
                names.haveTarget());
        List<ProbeBuild> builds = new ArrayList<>();
        Map<ProbeBuild, Failure> failed = new HashMap<>();
        List<ProbeBuild> unpublished = new ArrayList<>();
        List<Copy> copies = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Optional<Failure> failure = hashes.failure(candidate.kernel());
            if (failure.isPresent()) {
                ProbeBuild build = candidate.build(List.of());
                builds.add(build);
                failed.put(build, failure.get());
                continue;
            }
            List<ProbePath> paths = names.paths(candidate.kernel(), candidate.kind(), hashes.of(candidate.kernel()));
            Presence presence = request.force() ? Presence.NONE : presence(paths);
            if (presence.isWhole()) {
                boolean published = presence.missing().isEmpty() && isPublished(paths);
                if (!published) {
                    unpublished.add(candidate.build(paths));
                }
                presence.missing()
                        .forEach(path -> copies.add(new Copy(presence.found().get(0), path)));
                skipped.add(new SkippedProbe(
                        candidate.kernel(),
                        candidate.kind(),
                        Reason.PRESENT,
                        published
                                ? "already there"
                                : presence.missing().isEmpty()
                                        ? "built by an earlier run; only to be published"
                                        : "already there; only other names are missing",
                        paths));
            } else {
                builds.add(candidate.build(paths));
            }
        }
        builds.sort(ORDER);
        List<String> all = new ArrayList<>(warnings);
        shadowed(names, candidates).ifPresent(all::add);
        all.addAll(hashes.warnings());
        all.addAll(new KnownBadNews(request.knownBad(), driver).expired(builds));
        return new Planned(
                new BuildPlan(kernels, builds, skipped, all),
                Map.copyOf(failed),
                List.copyOf(unpublished),
                List.copyOf(copies),
                new LaterNames(names, hashes));
    }

    private static Optional<String> shadowed(ProbeNames names, List<Candidate> candidates) {
        List<String> releases = candidates.stream()
                .map(Candidate::kernel)
                .distinct()
                .filter(kernel -> !names.isFindable(kernel))
                .map(kernel -> kernel.release().value())
                .toList();
        return releases.isEmpty()
                ? Optional.empty()
                : Optional.of("Falco's loader asks for another kernel's probe on hosts with "
                        + String.join(", ", releases)
                        + "; probes for these have names of their own");
    }

    private Set<String> leftAlone(Kernel kernel) {
        Distro distro = distros.get(kernel.distro());
        return distro == null ? Set.of() : distro.leavesAlone();
    }

    private void consider(Kernel kernel, ProbeKind kind, List<Candidate> candidates, List<SkippedProbe> skipped) {
        Optional<String> obstacle = source.isPresent()
                ? DriverSupport.obstacle(source.get(), kernel, kind)
                : DriverSupport.obstacle(driver, kernel, kind);
        if (obstacle.isPresent()) {
            skipped.add(new SkippedProbe(kernel, kind, Reason.UNSUPPORTED, obstacle.get(), List.of()));
            return;
        }
        Optional<KnownBad> bad = request.knownBad().against(kernel, driver, kind);
        if (bad.isPresent() && !request.tryKnownBad()) {
            skipped.add(
                    new SkippedProbe(kernel, kind, Reason.KNOWN_BAD, bad.get().detail(), List.of()));
            return;
        }
        Optional<Toolchain> toolchain = toolchain(kernel, kind);
        if (toolchain.isEmpty()) {
            skipped.add(new SkippedProbe(kernel, kind, Reason.NO_TOOLCHAIN, whyNoToolchain(kernel), List.of()));
            return;
        }
        candidates.add(new Candidate(kernel, kind, toolchain.get()));
    }

    private Optional<Toolchain> toolchain(Kernel kernel, ProbeKind kind) {
        if (!isBuildableHere(kernel)) {
            return Optional.empty();
        }
        return tools.of(kernel, kind, ToolChoices.compiler(kernel)).stream()
                .map(Choice::toolchain)
                .findFirst();
    }

    private boolean isBuildableHere(Kernel kernel) {
        Distro distro = distros.get(kernel.distro());
        return kernel.architecture() == host || (distro != null && distro.isBuildableOn(host, kernel));
    }

    private String whyNoToolchain(Kernel kernel) {
        if (!isBuildableHere(kernel)) {
            Architecture needed = kernel.architecture();
            return "a kernel of " + kernel.distro() + " for " + needed + " cannot be built for on this " + host
                    + " machine: "
                    + (host.compilesFor(needed)
                            ? "its build programs are for " + needed + ", and so must the agent be"
                            : "builder images there have no compilers for " + needed + ", so the agent must be "
                                    + needed);
        }
        return Toolchains.whyNone(ToolChoices.compiler(kernel), kernel.libc());
    }

    /**
     * What the store has of a probe. A host that asks for an alias that is not there does not find its probe; but where the
     * store copies, that is not built for.
     */
    private Presence presence(List<ProbePath> paths) throws IOException, InterruptedException {
        List<StoredProbe> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (ProbePath path : paths) {
            store.find(path.path()).ifPresentOrElse(found::add, () -> missing.add(path.path()));
        }
        boolean one = found.stream()
                        .map(StoredProbe::sha256)
                        .filter(sha256 -> !sha256.isEmpty())
                        .distinct()
                        .count()
                <= 1;
        return missing.isEmpty() || (!found.isEmpty() && one && store.canCopy(found.get(0)))
                ? new Presence(found, missing)
                : Presence.NONE;
    }

    /** What is there of a probe, and what is to be copied of that. */
    private record Presence(List<StoredProbe> found, List<String> missing) {
        static final Presence NONE = new Presence(List.of(), List.of());

        boolean isWhole() {
            return !found.isEmpty();
        }
    }

    /**
     * Another name for a probe.
     *
     * @param from what the store has
     * @param to where it is missing
     */
    public record Copy(StoredProbe from, String to) {}

    private boolean isPublished(List<ProbePath> paths) throws IOException, InterruptedException {
        for (ProbePath path : paths) {
            if (!store.isPublished(path.path())) {
                return false;
            }
        }
        return true;
    }

    /** A probe that can be built, as far as driver and tools go. */
    private record Candidate(Kernel kernel, ProbeKind kind, Toolchain toolchain) {
        ProbeBuild build(List<ProbePath> paths) {
            return new ProbeBuild(kernel, kind, toolchain, paths);
        }
    }
}
