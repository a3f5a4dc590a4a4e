package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import groovy.lang.Script;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import io.jenkins.plugins.falcoprobes.jenkins.branch.BranchBuild;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import java.io.IOException;
import java.lang.reflect.Field;
import org.jenkinsci.plugins.workflow.cps.CpsStepContext;
import org.jenkinsci.plugins.workflow.cps.CpsThread;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Fans a call out: the step's body is a script of this plugin, so that stages, agents, retries, restarts and stops are
 * the Pipeline engine's own. The script is loaded as a class of the trusted class loader, never parsed from a text, and
 * is given nothing but a number.
 */
final class FanOutExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    /** The script, a resource beside this class. */
    static final String SCRIPT = FanOutExecution.class.getPackageName() + ".FanOut";

    private final transient ProbeRequest request;

    FanOutExecution(StepContext context, ProbeRequest request) {
        super(context);
        this.request = request;
    }

    @Override
    public boolean start() throws Exception {
        request.check();
        if (!(getContext() instanceof CpsStepContext context)) {
            throw new AbortException("buildFalcoProbes fans out in Groovy Pipelines only; use it inside a node block");
        }
        Run<?, ?> run = context.get(Run.class);
        ProbeCall call = FalcoProbesAction.begin(run, request);
        CpsThread thread = CpsThread.current();
        BodyExecution unused = context.newBodyInvoker(thread.getGroup().export(script(thread, call.number())), true)
                .withCallback(new End(call.number()))
                .start();
        return false;
    }

    private static Script script(CpsThread thread, int call) throws ReflectiveOperationException {
        Class<?> type = thread.getExecution().getTrustedShell().getClassLoader().loadClass(SCRIPT);
        Script script = (Script) type.getDeclaredConstructor().newInstance();
        // Not by the binding: a restart replaces it by that of the main script.
        Field field = type.getDeclaredField("call");
        field.setAccessible(true);
        field.set(script, call);
        return script;
    }

    @Override
    public void onResume() {
        // The body goes on by itself.
    }

    /** Gives the step its value. */
    private static final class End extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final int call;

        End(int call) {
            this.call = call;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            try {
                Run<?, ?> run = context.get(Run.class);
                ProbeCall probeCall = run.getAction(FalcoProbesAction.class).call(call);
                if (run.getAction(FalcoProbesAction.class)
                        .ledger(probeCall)
                        .records()
                        .isEmpty()) {
                    throw new AbortException(BranchBuild.noKernel(probeCall.request()));
                }
                context.onSuccess(StepResult.summary(run, probeCall));
            } catch (IOException e) {
                context.onFailure(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                context.onFailure(e);
            }
        }

        @Override
        public void onFailure(StepContext context, Throwable trouble) {
            context.onFailure(trouble);
        }
    }
}
