package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import hudson.Extension;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Agents;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

/** The label of the agents that a branch may be built on, without those that failed it before. */
public final class FalcoProbesLabelStep extends BranchStep {
    /** The label for a branch of a call of this run. */
    @DataBoundConstructor
    public FalcoProbesLabelStep(int call, String branch) {
        super(call, branch);
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronous(context, inside -> {
            ProbeCall call = call(inside, getCall());
            return Agents.avoiding(
                    Agents.label(call.request()), action(inside).ledger(call).agentsOf(getBranch()));
        });
    }

    /** The step's descriptor. */
    @Extension
    public static final class DescriptorImpl extends InnerDescriptor {
        /** Called by Jenkins. */
        public DescriptorImpl() {
            super("falcoProbesLabel");
        }

        @Override
        public String getDisplayName() {
            return Messages.FalcoProbesLabelStep_DisplayName();
        }
    }
}
