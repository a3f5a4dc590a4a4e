package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.build.BuildEngine.Surroundings;
import io.jenkins.plugins.falcoprobes.build.BuildSummary.DriverFacts;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a run needs only when something is to be built, made on first use: the container engine, the driver's source. */
final class RunSetup implements AutoCloseable {
    private final Surroundings surroundings;
    private final BuildRequest request;
    private final Path folder;
    private final SerialListener listener;
    private Optional<BuilderHost.Readiness> engine = Optional.empty();
    private Optional<Driver> driver = Optional.empty();

    RunSetup(Surroundings surroundings, BuildRequest request, Path folder, SerialListener listener) {
        this.surroundings = surroundings;
        this.request = request;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * The driver version that this Falco's loader asks for. Versions that this program does not know say theirs in their
     * source.
     */
    DriverVersion driverVersion() throws IOException, InterruptedException {
        Optional<DriverVersion> known = knownVersion();
        return known.isPresent() ? known.get() : driver().version();
    }

    /** The driver's source where it can be had without a container engine: what it supports is better known then. */
    Optional<Driver> driverBeforePlan() throws IOException, InterruptedException {
        return DriverSource.parse(request.driverSource()).needsEngine() ? Optional.empty() : Optional.of(driver());
    }

    /** Sees to it that the container engine answers. */
    void engine() throws IOException, InterruptedException {
        if (engine.isEmpty()) {
            engine = Optional.of(surroundings.host().makeReady(listener::progress));
            surroundings.host().runtime().sweep();
        }
    }

    /** The driver's source, on this machine. */
    Driver driver() throws IOException, InterruptedException {
        if (driver.isEmpty()) {
            DriverSource source = DriverSource.parse(request.driverSource());
            Driver resolved = source.resolve(request.falcoVersion(), folder, sources());
            resolved.warnings().forEach(listener::warning);
            listener.progress("driver source: " + resolved.description());
            driver = Optional.of(resolved);
        }
        return driver.get();
    }

    private Optional<DriverVersion> knownVersion() {
        return FalcoReleases.find(request.falcoVersion()).map(FalcoRelease::driver);
    }

    private DriverSource.Access sources() {
        DriverSource.Access all = surroundings.sources();
        return new DriverSource.Access(
                (image, path, target) -> {
                    engine();
                    all.images().copyOut(image, path, target);
                },
                all.debian(),
                all.tarballs(),
                all.cache());
    }

    /** The driver as the report names it. */
    DriverFacts facts() {
        return driver.map(known -> new DriverFacts(known.version().value(), known.description(), known.digest()))
                .orElseGet(() -> new DriverFacts(
                        knownVersion().map(DriverVersion::value).orElse(""), request.driverSource(), ""));
    }

    @Override
    public void close() {
        engine.ifPresent(BuilderHost.Readiness::close);
    }
}
