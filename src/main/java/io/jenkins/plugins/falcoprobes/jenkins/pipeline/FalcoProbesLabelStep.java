package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Agents;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The label of the agents that a branch may be built on, without those that failed it before; used by the fan-out alone.
 */
public final class FalcoProbesLabelStep extends Step {
    private final int call;
    private final String branch;

    /** The label for a branch of a call of this run. */
    @DataBoundConstructor
    public FalcoProbesLabelStep(int call, String branch) {
        this.call = call;
        this.branch = branch;
    }

    /** The call's number. */
    public int getCall() {
        return call;
    }

    /** The branch's name. */
    public String getBranch() {
        return branch;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronous(context, inside -> {
            FalcoProbesAction action = inside.get(Run.class).getAction(FalcoProbesAction.class);
            ProbeCall probeCall = action.call(call);
            return Agents.avoiding(
                    Agents.label(probeCall.request()), action.ledger(probeCall).agentsOf(branch));
        });
    }

    /** The step's descriptor. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "falcoProbesLabel";
        }

        @Override
        public String getDisplayName() {
            return Messages.FalcoProbesLabelStep_DisplayName();
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
