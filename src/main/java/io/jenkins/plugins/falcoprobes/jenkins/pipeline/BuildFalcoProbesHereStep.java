package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Builds a branch of a call in the workspace that it stands in. */
public final class BuildFalcoProbesHereStep extends BranchStep {
    /** A branch of a call of this run. */
    @DataBoundConstructor
    public BuildFalcoProbesHereStep(int call, String branch) {
        super(call, branch);
    }

    @Override
    public StepExecution start(StepContext context) {
        return HereExecution.branch(context, getCall(), getBranch());
    }

    /** The step's descriptor. */
    @Extension
    public static final class DescriptorImpl extends InnerDescriptor {
        /** Called by Jenkins. */
        public DescriptorImpl() {
            super("buildFalcoProbesHere");
        }

        @Override
        public String getDisplayName() {
            return Messages.BuildFalcoProbesHereStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(
                    Run.class,
                    TaskListener.class,
                    FlowNode.class,
                    FilePath.class,
                    Launcher.class,
                    Node.class,
                    EnvVars.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            return arguments.get("branch") instanceof String branch ? branch : null;
        }
    }
}
