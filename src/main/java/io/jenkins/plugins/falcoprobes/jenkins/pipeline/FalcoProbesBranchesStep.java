package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Branch;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Branches;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import java.util.ArrayList;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

/** The names of the branches that a call is split into; used by the fan-out alone. */
public final class FalcoProbesBranchesStep extends Step {
    private final int call;

    /** The branches of a call of this run. */
    @DataBoundConstructor
    public FalcoProbesBranchesStep(int call) {
        this.call = call;
    }

    /** The call's number. */
    public int getCall() {
        return call;
    }

    @Override
    public StepExecution start(StepContext context) {
        // It may have to read the ledgers of many runs, which the Pipeline's own thread must not wait for.
        return StepExecutions.synchronousNonBlocking(context, inside -> {
            Run<?, ?> run = inside.get(Run.class);
            ProbeCall probeCall = run.getAction(FalcoProbesAction.class).call(call);
            return new ArrayList<>(Branches.of(probeCall.request(), run).stream()
                    .map(Branch::name)
                    .toList());
        });
    }

    /** The step's descriptor. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "falcoProbesBranches";
        }

        @Override
        public String getDisplayName() {
            return Messages.FalcoProbesBranchesStep_DisplayName();
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class);
        }
    }
}
