package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildEngine;
import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.KernelClaims;
import io.jenkins.plugins.falcoprobes.container.ImageCopy;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroContext;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.store.ProbeStore;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.store.s3.S3ProbeStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The engine in this JVM, with a folder of this machine as its store, and what is published of it. */
final class LocalEngine implements Engine {
    private final Settings settings;
    private Function<String, Optional<StoredProbe>> published = path -> Optional.empty();

    LocalEngine(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Distro.Discovery list(BuildRequest request, BuildListener listener)
            throws IOException, InterruptedException {
        return BuildEngine.list(request, distros(request, listener));
    }

    @Override
    public BuildPlan outlook(BuildRequest request, DriverVersion driver, BuildListener listener)
            throws IOException, InterruptedException {
        return BuildEngine.outlook(request, driver, distros(request, listener));
    }

    private List<Distro> distros(BuildRequest request, BuildListener listener) throws IOException {
        return Distros.of(request.distros(), context(downloads(request, listener)));
    }

    @Override
    public BuildPlan plan(BuildRequest request, BuildListener listener) throws IOException, InterruptedException {
        try (ProbeStore store = store(request)) {
            return engine(request, listener, store).plan(request, listener);
        }
    }

    @Override
    public BuildSummary run(BuildRequest request, BuildListener listener) throws IOException, InterruptedException {
        try (ProbeStore store = store(request)) {
            return engine(request, listener, store).run(request, listener);
        }
    }

    @Override
    public Optional<StoredProbe> published(String path) {
        return published.apply(path);
    }

    private ProbeStore store(BuildRequest request) throws IOException, InterruptedException {
        DirectoryStore local = DirectoryStore.open(settings.output());
        if (settings.s3().isEmpty()) {
            return local;
        }
        ProbeStore opened = local;
        try {
            S3ProbeStore store = settings.s3().get().open(local, settings.output(), request.force(), request.retries());
            opened = store;
            store.open();
            published = store::lastKnown;
            return store;
        } catch (IOException | InterruptedException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private BuildEngine engine(BuildRequest request, BuildListener listener, ProbeStore store) throws IOException {
        Downloads downloads = downloads(request, listener);
        DistroContext context = context(downloads);
        return new BuildEngine(
                new BuildEngine.Surroundings(
                        settings.output(),
                        settings.cache().resolve("work"),
                        Distros.of(request.distros(), context),
                        downloads,
                        new LocalBuilderHost(settings),
                        DriverSource.Access.of(new ImageCopy(settings.runtime()), context.debian(), downloads),
                        KernelClaims.ALL),
                store);
    }

    private DistroContext context(Downloads downloads) throws IOException {
        return new DistroContext(downloads, settings.mirrors(), settings.distroSettings());
    }

    private Downloads downloads(BuildRequest request, BuildListener listener) throws IOException {
        return new Downloads(settings.cache().resolve("downloads"), request.retries(), listener::progress);
    }
}
