package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import hudson.model.Computer;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.springframework.security.core.Authentication;

/**
 * A step that works on a thread of its own. Other than with the Pipeline's execution of this sort, one that is stopped ends
 * when its work has ended: what was finished is published, and no container is left, before the run goes on.
 */
abstract class BackgroundExecution<T> extends StepExecution {
    private static final long serialVersionUID = 1L;

    private transient Thread worker;
    private transient Throwable stopped;

    BackgroundExecution(StepContext context) {
        super(context);
    }

    /** The work; interrupted if the step is stopped. */
    abstract T work() throws Exception;

    @Override
    public final boolean start() {
        Authentication user = Jenkins.getAuthentication2();
        Computer.threadPoolForRemoting.execute(() -> run(user));
        return false;
    }

    @SuppressWarnings("try") // the context's end is all that is wanted of it
    private void run(Authentication user) {
        T value = null;
        Throwable failure = null;
        try (ACLContext as = ACL.as2(user)) {
            if (begin()) {
                value = work();
            }
        } catch (Throwable e) {
            failure = e;
        }
        Throwable end = end().orElse(failure);
        if (end == null) {
            getContext().onSuccess(value);
        } else {
            getContext().onFailure(end);
        }
    }

    /** Whether there is anything to do still. */
    private synchronized boolean begin() {
        worker = Thread.currentThread();
        return stopped == null;
    }

    /** Why it was stopped, if it was: then nothing that came of it is of interest. */
    private synchronized Optional<Throwable> end() {
        worker = null;
        // The thread is needed for others.
        boolean unused = Thread.interrupted();
        return Optional.ofNullable(stopped);
    }

    @Override
    public synchronized void stop(Throwable cause) {
        stopped = cause;
        if (worker != null) {
            worker.interrupt();
        }
    }

    @Override
    public synchronized boolean blocksRestart() {
        return worker != null;
    }
}
