package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import java.io.IOException;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** A step about a call of its run, which only the fan-out uses: it is given nothing but numbers and names. */
public abstract class CallStep extends Step {
    private final int call;

    CallStep(int call) {
        this.call = call;
    }

    /** The call's number. */
    public int getCall() {
        return call;
    }

    /** The call of this number in a run. */
    static ProbeCall call(StepContext context, int number) throws IOException, InterruptedException {
        return action(context).call(number);
    }

    /** What a run knows of its calls. */
    static FalcoProbesAction action(StepContext context) throws IOException, InterruptedException {
        return context.get(Run.class).getAction(FalcoProbesAction.class);
    }

    /** A descriptor of such a step: nobody is offered it. */
    abstract static class InnerDescriptor extends StepDescriptor {
        private final String function;

        InnerDescriptor(String function) {
            this.function = function;
        }

        @Override
        public String getFunctionName() {
            return function;
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
