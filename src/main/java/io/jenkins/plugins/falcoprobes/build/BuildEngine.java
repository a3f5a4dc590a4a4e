package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.store.NoProbes;
import io.jenkins.plugins.falcoprobes.store.ProbeStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Discovers, plans and builds. Whatever a user sits in front of, a shell or Jenkins, this is what does the work. */
public final class BuildEngine {
    private final Surroundings surroundings;
    private final ProbeStore store;

    /**
     * What an engine works with.
     *
     * @param output where logs go, below {@code logs/}
     * @param work where kernel trees are made; on a local disk
     * @param distros the distributions that are asked for; others are passed over
     * @param downloads what has been fetched
     * @param host where builder containers come from
     * @param sources where driver sources come from
     * @param claims which kernels of the plan are this run's
     */
    public record Surroundings(
            Path output,
            Path work,
            List<Distro> distros,
            Downloads downloads,
            BuilderHost host,
            DriverSource.Access sources,
            KernelClaims claims) {
        public Surroundings {
            distros = List.copyOf(distros);
        }
    }

    /** An engine that stores what it builds in {@code store}. */
    public BuildEngine(Surroundings surroundings, ProbeStore store) {
        this.surroundings = surroundings;
        this.store = store;
    }

    /**
     * Finds the kernels that a request is about.
     *
     * @throws SetupException if no distribution could be read
     */
    public static Distro.Discovery list(BuildRequest request, List<Distro> distros)
            throws IOException, InterruptedException {
        Distro.Discovery found = Discoveries.discover(request, distros);
        return new Distro.Discovery(
                KernelSelection.select(found.kernels(), request.kernels(), request.latest()), found.warnings());
    }

    /**
     * What could be built of what the distributions have, whatever is built already. Nothing but their repositories is
     * needed.
     *
     * @param driver the driver version that it is asked for
     * @throws SetupException if no distribution could be read
     */
    public static BuildPlan outlook(BuildRequest request, DriverVersion driver, List<Distro> distros)
            throws IOException, InterruptedException {
        Distro.Discovery found = Discoveries.discover(request, distros);
        try (ProbeStore nothing = new NoProbes()) {
            return new Planner(
                            request,
                            driver,
                            Optional.empty(),
                            nothing,
                            new ToolChoices(Optional.empty(), driver, Architecture.host()),
                            new Memory(Optional.empty(), "configs"),
                            byId(distros),
                            Architecture.host())
                    .plan(found.kernels(), found.warnings())
                    .plan();
        }
    }

    /**
     * Plans a run.
     *
     * @throws SetupException if no distribution or no driver source could be read
     */
    public BuildPlan plan(BuildRequest request, BuildListener outside) throws IOException, InterruptedException {
        SerialListener listener = new SerialListener(outside);
        try (WorkFolder work = WorkFolder.create(surroundings.work());
                RunSetup setup = new RunSetup(surroundings, request, work.path().resolve("driver"), listener)) {
            Planner.Planned planned = plan(request, setup, listener);
            planned.failed().forEach((build, failure) -> listener.warning(build + ": " + failure.message()));
            return planned.plan();
        }
    }

    /**
     * Plans and builds. When the calling thread is interrupted after the plan was made, what runs is stopped and the
     * summary says so.
     *
     * @throws SetupException if nothing could be built at all
     * @throws InterruptedException if interrupted before there was a plan
     */
    public BuildSummary run(BuildRequest request, BuildListener outside) throws IOException, InterruptedException {
        Instant started = Instant.now();
        long begun = System.nanoTime();
        SerialListener listener = new SerialListener(outside);
        try (WorkFolder work = WorkFolder.create(surroundings.work());
                RunSetup setup = new RunSetup(surroundings, request, work.path().resolve("driver"), listener)) {
            Planner.Planned planned = plan(request, setup, listener);
            listener.driver(setup.facts());
            listener.planned(planned.plan());
            Publisher publisher = new Publisher(store, planned, listener);
            publisher.begin();
            Workshop.Outcome outcome =
                    new Workshop(surroundings, store, request, setup, work.path(), listener).build(planned);
            Publisher.Settled settled = publisher.settle(outcome);
            List<String> news = outlived(request, settled.results(), setup);
            news.forEach(listener::warning);
            return new BuildSummary(
                    request,
                    setup.facts(),
                    settled.plan().withWarnings(news),
                    settled.results(),
                    started,
                    Duration.ofNanos(System.nanoTime() - begun),
                    surroundings.downloads().bytes(),
                    settled.interrupted(),
                    settled.publication());
        }
    }

    /** What was built although it is known to fail. */
    private static List<String> outlived(BuildRequest request, List<ProbeResult> results, RunSetup setup)
            throws IOException, InterruptedException {
        return results.stream().anyMatch(ProbeResult::isBuilt)
                ? new KnownBadNews(request.knownBad(), setup.driver().version()).outlived(results)
                : List.of();
    }

    private Planner.Planned plan(BuildRequest request, RunSetup setup, SerialListener listener)
            throws IOException, InterruptedException {
        Optional<Driver> source = setup.driverBeforePlan();
        DriverVersion version = source.isPresent() ? source.get().version() : setup.driverVersion();
        Distro.Discovery found = Discoveries.discover(request, surroundings.distros());
        Planner.Planned planned = new Planner(
                        request,
                        version,
                        source,
                        store,
                        new ToolChoices(Optional.of(surroundings.sources().cache()), version, Architecture.host()),
                        new Memory(Optional.of(surroundings.sources().cache()), "configs"),
                        byId(surroundings.distros()),
                        Architecture.host())
                .plan(found.kernels(), found.warnings());
        planned.plan().warnings().forEach(listener::warning);
        return planned;
    }

    private static Map<String, Distro> byId(List<Distro> distros) {
        return distros.stream().collect(Collectors.toMap(Distro::id, Function.identity()));
    }
}
