package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Branch;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Branches;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** The names of the branches that a call is split into. */
public final class FalcoProbesBranchesStep extends CallStep {
    /** The branches of a call of this run. */
    @DataBoundConstructor
    public FalcoProbesBranchesStep(int call) {
        super(call);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, getCall());
    }

    /** It may have to read the ledgers of many runs, which the Pipeline's own thread must not wait for. */
    private static final class Execution extends BackgroundExecution<List<String>> {
        private static final long serialVersionUID = 1L;

        private final int call;

        Execution(StepContext context, int call) {
            super(context);
            this.call = call;
        }

        @Override
        List<String> work() throws Exception {
            Run<?, ?> run = getContext().get(Run.class);
            List<String> names = new ArrayList<>();
            for (Branch branch : Branches.of(call(getContext(), call).request(), run)) {
                names.add(branch.name());
            }
            return names;
        }

        @Override
        public void onResume() {
            // It has told nobody anything yet.
            start();
        }
    }

    /** The step's descriptor. */
    @Extension
    public static final class DescriptorImpl extends InnerDescriptor {
        /** Called by Jenkins. */
        public DescriptorImpl() {
            super("falcoProbesBranches");
        }

        @Override
        public String getDisplayName() {
            return Messages.FalcoProbesBranchesStep_DisplayName();
        }
    }
}
