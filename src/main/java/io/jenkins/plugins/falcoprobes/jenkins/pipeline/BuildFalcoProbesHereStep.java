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
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Builds a branch of a call in the workspace that it stands in; used by the fan-out alone. */
public final class BuildFalcoProbesHereStep extends Step {
    private final int call;
    private final String branch;

    /** A branch of a call of this run. */
    @DataBoundConstructor
    public BuildFalcoProbesHereStep(int call, String branch) {
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
        return HereExecution.branch(context, call, branch);
    }

    /** The step's descriptor. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "buildFalcoProbesHere";
        }

        @Override
        public String getDisplayName() {
            return Messages.BuildFalcoProbesHereStep_DisplayName();
        }

        @Override
        public boolean isAdvanced() {
            return true;
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
