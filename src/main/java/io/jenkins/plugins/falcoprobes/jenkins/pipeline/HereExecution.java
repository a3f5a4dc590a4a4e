package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import io.jenkins.plugins.falcoprobes.jenkins.branch.AgentTroubleException;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Branch;
import io.jenkins.plugins.falcoprobes.jenkins.branch.BranchBuild;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Place;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import io.jenkins.plugins.falcoprobes.jenkins.run.RunCounts;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousResumeNotSupportedException;

/** Builds in the workspace that the step stands in: a whole call, or a branch of one. */
final class HereExecution extends BackgroundExecution<Map<String, Object>> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(HereExecution.class.getName());

    private final transient ProbeRequest request;
    private final int call;
    private final String branch;

    private HereExecution(StepContext context, ProbeRequest request, int call, String branch) {
        super(context);
        this.request = request;
        this.call = call;
        this.branch = branch;
    }

    /** A call of its own. */
    static HereExecution whole(StepContext context, ProbeRequest request) {
        return new HereExecution(context, request, 0, "");
    }

    /** A branch of a call that was fanned out. */
    static HereExecution branch(StepContext context, int call, String branch) {
        return new HereExecution(context, null, call, branch);
    }

    @Override
    Map<String, Object> work() throws Exception {
        Run<?, ?> run = getContext().get(Run.class);
        boolean whole = branch.isEmpty();
        if (whole) {
            request.check();
        }
        ProbeCall probeCall = whole
                ? FalcoProbesAction.begin(run, request)
                : run.getAction(FalcoProbesAction.class).call(call);
        Branch part = whole ? Branch.whole(probeCall.request().getDistros()) : Branch.named(branch);
        int tries = whole ? 1 : BranchBuild.ATTEMPTS;
        RunCounts counts;
        try {
            counts = new BranchBuild(probeCall, part, place(run), tries).build();
        } catch (AgentTroubleException e) {
            // The retry around the step tries another agent for this, as for one that is lost. The console is told what
            // happened in one line; it would print every cause of the exception, too.
            LOGGER.log(Level.INFO, e, () -> run + " " + branch + " is tried again");
            throw new FlowInterruptedException(Result.FAILURE, false, new AgentTrouble(e.getMessage()));
        }
        StepResult.report(getContext(), probeCall.request().getOnFailure(), counts);
        return whole ? StepResult.summary(run, probeCall) : Map.of();
    }

    /** A restart ended the work; what was finished is known, so that a retry goes on with the rest. */
    @Override
    public void onResume() {
        getContext().onFailure(new SynchronousResumeNotSupportedException(getContext()));
    }

    private Place place(Run<?, ?> run) throws Exception {
        StepContext context = getContext();
        return new Place(
                run,
                context.get(Node.class),
                context.get(FilePath.class),
                context.get(Launcher.class),
                context.get(EnvVars.class),
                context.get(TaskListener.class));
    }
}
