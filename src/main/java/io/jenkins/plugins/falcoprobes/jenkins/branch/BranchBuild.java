package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.Channel;
import hudson.remoting.RequestAbortedException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.falcoprobes.build.SetupException;
import io.jenkins.plugins.falcoprobes.build.UnreadableException;
import io.jenkins.plugins.falcoprobes.build.request.RequestText;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesConfiguration;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import io.jenkins.plugins.falcoprobes.jenkins.agent.AgentLink;
import io.jenkins.plugins.falcoprobes.jenkins.agent.AgentOutcome;
import io.jenkins.plugins.falcoprobes.jenkins.agent.AgentSettings;
import io.jenkins.plugins.falcoprobes.jenkins.agent.BuildOnAgent;
import io.jenkins.plugins.falcoprobes.jenkins.publish.Publication;
import io.jenkins.plugins.falcoprobes.jenkins.publish.PublishContext;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeLedger;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.RunCounts;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Builds one part of a call on one agent: all that the controller does for it. */
public final class BranchBuild {
    private static final Logger LOGGER = Logger.getLogger(BranchBuild.class.getName());

    /** The folder of a workspace that probes, logs and reports are written to. */
    static final String OUTPUT = "falco-probes";

    /** A part is tried on so many agents before its failures stand. */
    public static final int ATTEMPTS = 2;

    private final ProbeCall call;
    private final Branch branch;
    private final Place place;
    private final int tries;
    private final FalcoProbesAction action;
    private final ProbeLedger ledger;

    /**
     * A part of a call, to be built at this place.
     *
     * @param tries on how many agents it may be tried; what fails on the last stays so
     */
    public BranchBuild(ProbeCall call, Branch branch, Place place, int tries) throws IOException {
        this.call = call;
        this.branch = branch;
        this.place = place;
        this.tries = tries;
        this.action = place.run().getAction(FalcoProbesAction.class);
        this.ledger = action.ledger(call);
    }

    /**
     * Builds, publishes what was built, and returns how the probes of this part ended.
     *
     * @throws AgentTroubleException if the agent failed, not the probes, and another should be tried
     * @throws AbortException in one line, if nothing could be built at all
     * @throws InterruptedException if it was stopped; what was finished is published
     */
    public RunCounts build() throws IOException, InterruptedException {
        int attempt = ledger.begin(branch.name(), place.node().getNodeName());
        try {
            AgentOutcome outcome = buildOnAgent(attempt);
            if (outcome.kernels() == 0 && branch.name().isEmpty()) {
                throw new AbortException(noKernel(call.request()));
            }
        } catch (SetupException | EngineException e) {
            if (attempt < tries || !mayBeLeftOut(e)) {
                throw trouble(e.getMessage(), e, attempt);
            }
            place.console().getLogger().println("warning: " + e.getMessage());
        } catch (RequestAbortedException e) {
            // An orderly end of the channel, which no condition of a retry knows.
            throw new AgentTroubleException("the agent " + place.agent() + " was lost", e);
        } catch (IOException e) {
            if (Channel.isClosedChannelException(e) || e instanceof AbortException) {
                throw e;
            }
            // A full disk, a mirror that is out of its reach: another agent may not have it.
            throw trouble(place.agent() + ": " + e.getMessage(), e, attempt);
        } finally {
            ledger.release(branch.name());
        }
        long troubles = ledger.records().stream()
                .filter(probe -> probe.branch().equals(branch.name()))
                .filter(ProbeLedger::isInfrastructureFailure)
                .count();
        if (troubles > 0 && attempt < tries) {
            throw new AgentTroubleException(
                    troubles + " probes failed on " + place.agent() + " for reasons of its own");
        }
        return ledger.counts(probe -> probe.branch().equals(branch.name()));
    }

    /**
     * Where all distributions are asked for, one that no agent can reach does not fail the others; where none can be
     * reached, no probe is left, and that does.
     */
    private boolean mayBeLeftOut(IOException e) {
        return e instanceof UnreadableException
                && call.request().getDistros().isEmpty()
                && !branch.name().isEmpty();
    }

    private IOException trouble(String message, IOException cause, int attempt) {
        return attempt < tries ? new AgentTroubleException(message, cause) : new AbortException(message);
    }

    private AgentOutcome buildOnAgent(int attempt) throws IOException, InterruptedException {
        ProbeRequest request = call.request();
        FalcoProbesConfiguration defaults = FalcoProbesConfiguration.get();
        FilePath output = place.workspace().child(OUTPUT);
        output.mkdirs();
        RunDocuments documents = new RunDocuments(action, call);
        String name = place.run() + (branch.name().isEmpty() ? "" : " " + branch.name());
        int retries = request.getRetries() == null ? Integer.parseInt(RequestText.RETRIES) : request.getRetries();
        PublishContext context =
                new PublishContext(place.run(), output, place.launcher(), place.console(), request.isForce(), retries);
        RunRecords records = RunRecords.of(place.run(), request.getProvenanceKey());
        RequestText text = text(request, defaults);
        RunRecords.Part part = new RunRecords.Part(text, place.agent(), Instant.now());
        try (Publication publication = request.publisher().open(context);
                AgentContainers containers = AgentContainers.open(place, request, call.number() + " " + branch.name());
                Publishing publishing = new Publishing(
                        publication,
                        ledger,
                        place.console(),
                        output,
                        action.folder(call).toPath(),
                        name)) {
            List<ProbeFile> published = published(publication);
            ControllerLink link = new ControllerLink(
                    branch,
                    place.agent(),
                    ledger,
                    place.console(),
                    publishing,
                    containers,
                    published.stream().map(ProbeFile::path).collect(Collectors.toSet()));
            Recording recording = () -> records.publish(part, link.entries(), ledger, published, publication);
            try {
                AgentOutcome outcome = output.act(new BuildOnAgent(
                        text, settings(published, publication.copies(), containers, defaults), export(link)));
                if (outcome.interrupted()) {
                    throw new IOException("the work was stopped there");
                }
                publishing.finish();
                documents.collect(output, branch, attempt);
                documents.publish(publication);
                recording.publish();
                return outcome;
            } catch (InterruptedException e) {
                link.awaitEnd(Publishing.PATIENCE);
                keepFinished(publishing, documents, publication, attempt, recording);
                throw e;
            } catch (IOException | RuntimeException e) {
                keepFinished(publishing, documents, publication, attempt, recording);
                throw e;
            }
        }
    }

    /** Publishes what there is to say of what was published. */
    private interface Recording {
        void publish() throws IOException, InterruptedException;
    }

    /**
     * What was finished before something went wrong stays finished: published, with its checksums and report, listed and
     * attested.
     */
    private void keepFinished(
            Publishing publishing, RunDocuments documents, Publication publication, int attempt, Recording records)
            throws InterruptedException {
        publishing.finishWithin(Publishing.PATIENCE);
        try {
            documents.collect(place.workspace().child(OUTPUT), branch, attempt);
        } catch (IOException | RuntimeException e) {
            // A lost agent has none any more, and one that did not come to a plan never had.
            LOGGER.log(Level.FINE, e, () -> "No report of " + place.run() + " from " + place.agent());
        }
        if (ledger.records().stream().noneMatch(ProbeRecord::published)) {
            return;
        }
        try {
            documents.publish(publication);
            records.publish();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot publish the checksums of " + place.run());
        }
    }

    private RequestText text(ProbeRequest request, FalcoProbesConfiguration defaults) {
        return request.toText(defaults).ofDistros(branch.distros());
    }

    /** What needs not be built: what this call has published before a restart or on another agent, and earlier runs. */
    private List<ProbeFile> published(Publication publication) throws IOException, InterruptedException {
        List<ProbeFile> files = new ArrayList<>();
        ledger.records().stream()
                .filter(ProbeRecord::published)
                .map(ProbeRecord::files)
                .forEach(files::addAll);
        if (!call.request().isForce()) {
            files.addAll(publication.present(""));
        }
        return files;
    }

    private AgentSettings settings(
            List<ProbeFile> published, boolean copied, AgentContainers containers, FalcoProbesConfiguration defaults)
            throws IOException, InterruptedException {
        return new AgentSettings(
                branch.name(),
                place.agent(),
                cache(defaults),
                defaults.mirrorList(),
                DistroSecrets.resolve(defaults.distroSettingMap(), branch.distros(), place.run()),
                containers.access(),
                RunRecords.page(place.run()),
                published,
                copied);
    }

    /** A folder of the agent, not of a workspace: all jobs share what was fetched. */
    private String cache(FalcoProbesConfiguration defaults) {
        String wanted = call.request().getCache() == null
                ? defaults.getCache()
                : call.request().getCache();
        if (wanted != null) {
            return place.workspace().child(place.environment().expand(wanted)).getRemote();
        }
        FilePath root = place.node().getRootPath();
        return (root == null ? place.workspace() : root)
                .child("caches")
                .child("falco-probe-builder")
                .getRemote();
    }

    private AgentLink export(ControllerLink link) {
        VirtualChannel channel = place.workspace().getChannel();
        return channel == null ? link : channel.export(AgentLink.class, link);
    }

    /** Says that a request is about no kernel at all, which is a slip, not a success. */
    public static String noKernel(ProbeRequest request) {
        String regex = request.getKernels();
        return regex == null
                ? "no kernel of the request's distributions was found"
                : "kernels: no kernel of the request's distributions matches \"" + regex + "\"";
    }
}
