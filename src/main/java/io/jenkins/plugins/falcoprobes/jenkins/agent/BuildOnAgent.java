package io.jenkins.plugins.falcoprobes.jenkins.agent;

import hudson.AbortException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.falcoprobes.build.BuildEngine;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.HintNames;
import io.jenkins.plugins.falcoprobes.build.SkippedProbe;
import io.jenkins.plugins.falcoprobes.build.request.ArgumentNames;
import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import io.jenkins.plugins.falcoprobes.build.request.RequestText;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.distro.DistroContext;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.manifest.MadeProbes;
import io.jenkins.plugins.falcoprobes.report.BuildReport;
import io.jenkins.plugins.falcoprobes.report.HostFacts;
import io.jenkins.plugins.falcoprobes.report.ReportFiles;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Runs the engine in an agent's JVM. The folder that it is called on is the output folder: probes, checksums, logs and
 * the report of this part of the run.
 *
 * @param request what is asked for
 * @param settings how it works on this agent
 * @param link the controller
 */
public record BuildOnAgent(RequestText request, AgentSettings settings, AgentLink link)
        implements ControllerToAgentFileCallable<AgentOutcome> {
    /**
     * Builds.
     *
     * @throws IOException in one line, if nothing could be built at all
     */
    @Override
    public AgentOutcome invoke(File folder, VirtualChannel channel) throws IOException, InterruptedException {
        AgentLink patient = new PatientLink(link);
        try {
            return new BuildOnAgent(request, settings, patient).build(folder.toPath());
        } finally {
            // A controller that was told to stop does not get what this returns, but waits for this.
            patient.ended();
        }
    }

    private AgentOutcome build(Path output) throws IOException, InterruptedException {
        Supplies supplies = Supplies.here();
        AgentHost host = supplies.host(settings, link, output, Path.of(settings.cache()));
        BuildRequest wanted = host.adapt(parse());
        try (DirectoryStore store = DirectoryStore.open(output)) {
            // The store says what is built anew, so that a retry goes on where the try before it was stopped.
            KnownStore known = new KnownStore(store, link, settings.published(), settings.copied(), request.force());
            BuildSummary summary = new BuildEngine(surroundings(wanted, output, supplies, host), known)
                    .run(wanted.withoutForce(), new LinkListener(link, settings, known, wanted, new MadeProbes(output)))
                    .of(wanted)
                    .in(HintNames.PARAMETERS);
            Map<String, StoredProbe> found = found(summary, known);
            new ReportFiles(output)
                    .write(BuildReport.of(summary, HostFacts.current(), path -> Optional.ofNullable(found.get(path))));
            return new AgentOutcome(summary.plan().kernels().size(), summary.interrupted());
        }
    }

    /** What remoting's own log says; the proxy of a link has no text on the side that it is sent from. */
    @Override
    public String toString() {
        return "Falco probes of " + request.version() + " " + settings.branch();
    }

    /** A user's slip as the one line that it is, which is the same on every agent. */
    private BuildRequest parse() throws IOException {
        try {
            return request.parse(ArgumentNames.PARAMETERS, Distros.ids());
        } catch (UsageException e) {
            AbortException slip = new AbortException(e.getMessage());
            slip.initCause(e);
            throw slip;
        }
    }

    private BuildEngine.Surroundings surroundings(BuildRequest wanted, Path output, Supplies supplies, AgentHost host)
            throws IOException {
        Path cache = Path.of(settings.cache());
        Map<String, URI> mirrors = Arguments.mirrors("mirrors", settings.mirrors(), Distros.mirrors());
        Downloads downloads = new Downloads(cache.resolve("downloads"), wanted.retries(), link::progress);
        DistroContext context = new DistroContext(downloads, mirrors, settings.distroSettings());
        return new BuildEngine.Surroundings(
                output,
                host.work(cache.resolve("work")),
                supplies.distros(wanted.distros(), context),
                downloads,
                host,
                DriverSource.Access.of(host.imageFiles(), context.debian(), downloads),
                kernels -> link.claimFirst(kernels.stream()
                        .map(kernel -> LinkListener.key(kernel, ProbeKind.KMOD).kernel())
                        .toArray(String[]::new)));
    }

    private static Map<String, StoredProbe> found(BuildSummary summary, KnownStore store) throws IOException {
        Map<String, StoredProbe> found = new HashMap<>();
        for (SkippedProbe skip : summary.plan().skipped()) {
            for (ProbePath path : skip.paths()) {
                store.find(path.path()).ifPresent(probe -> found.put(path.path(), probe));
            }
        }
        return found;
    }
}
