package io.jenkins.plugins.falcoprobes.jenkins.freestyle;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Node;
import hudson.model.Result;
import io.jenkins.plugins.falcoprobes.jenkins.OnFailure;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import io.jenkins.plugins.falcoprobes.jenkins.branch.AgentTroubleException;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Agents;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Branch;
import io.jenkins.plugins.falcoprobes.jenkins.branch.BranchBuild;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Branches;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Place;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import io.jenkins.plugins.falcoprobes.jenkins.run.RunCounts;
import java.io.IOException;

/** A freestyle build's use of the builder: in its own workspace, or, where a label is given, on that label's agents. */
public final class FreestyleBuild {
    private final AbstractBuild<?, ?> build;
    private final Launcher launcher;
    private final BuildListener listener;

    /** A build that has come to the builder. */
    public FreestyleBuild(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) {
        this.build = build;
        this.launcher = launcher;
        this.listener = listener;
    }

    /**
     * Builds.
     *
     * @return whether the build may go on
     * @throws AbortException in one line, if something could not be built at all
     */
    public boolean run(ProbeRequest written) throws IOException, InterruptedException {
        ProbeRequest expanded = written.expanded(build.getEnvironment(listener));
        expanded.check();
        ProbeCall call = FalcoProbesAction.begin(build, expanded);
        ProbeRequest request = call.request();
        if (Agents.label(request).isEmpty() && request.getShards() == null) {
            try {
                new BranchBuild(call, Branch.whole(request.getDistros()), here(), 1).build();
            } catch (AgentTroubleException e) {
                throw new AbortException(e.getMessage());
            }
        } else {
            new FreestyleFanOut(build, call, here()).build(Branches.of(request, build));
        }
        return conclude(request, call);
    }

    private boolean conclude(ProbeRequest request, ProbeCall call) throws IOException {
        RunCounts counts = build.getAction(FalcoProbesAction.class).ledger(call).counts();
        listener.getLogger().println(counts.sentence());
        if (counts.total() == 0) {
            throw new AbortException(BranchBuild.noKernel(request));
        }
        OnFailure onFailure = request.getOnFailure();
        if (counts.failed() + counts.pending() == 0 || onFailure == OnFailure.IGNORE) {
            return true;
        }
        build.setResult(onFailure == OnFailure.FAILURE ? Result.FAILURE : Result.UNSTABLE);
        return onFailure != OnFailure.FAILURE;
    }

    private Place here() throws IOException, InterruptedException {
        Node node = build.getBuiltOn();
        FilePath workspace = build.getWorkspace();
        if (node == null || workspace == null) {
            throw new AbortException("the agent is gone");
        }
        return new Place(build, node, workspace, launcher, build.getEnvironment(listener), listener);
    }
}
