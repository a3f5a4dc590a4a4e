package io.jenkins.plugins.falcoprobes.jenkins.freestyle;

import hudson.AbortException;
import hudson.model.AbstractBuild;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Agents;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Branch;
import io.jenkins.plugins.falcoprobes.jenkins.branch.BranchBuild;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Place;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeLedger;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;

/**
 * Fans the branches of a freestyle build out over the agents of a label. The build itself holds an executor all the
 * while, so it builds, too: it takes back what still waits in the queue. With a single executor it builds everything.
 */
final class FreestyleFanOut {
    /** So long the queue has to find an agent before the build takes a branch back. */
    private static final long PATIENCE_SECONDS = 5;

    /** So long a branch that is stopped may take for its end: its agent, and what it finished, have a minute each. */
    private static final long STOPPING_SECONDS = 150;

    private final AbstractBuild<?, ?> build;
    private final ProbeCall call;
    private final String label;
    private final Place here;
    private final ProbeLedger ledger;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<String> failures = new ArrayList<>();

    private record Waiting(BranchTask task, QueueTaskFuture<Queue.Executable> future) {}

    FreestyleFanOut(AbstractBuild<?, ?> build, ProbeCall call, Place here) throws IOException {
        this.build = build;
        this.call = call;
        this.label = Agents.label(call.request());
        this.here = here;
        this.ledger = build.getAction(FalcoProbesAction.class).ledger(call);
    }

    /**
     * Builds all branches.
     *
     * @throws AbortException in one line for each branch that could not be built
     * @throws InterruptedException if the build is stopped; every branch is, then
     */
    void build(List<Branch> branches) throws IOException, InterruptedException {
        try {
            for (Branch branch : branches) {
                schedule(branch, label);
            }
            while (!waiting.isEmpty()) {
                // It stays among the waiting until it has ended: whatever interrupts this, it is cancelled below.
                Waiting next = waiting.getFirst();
                if (!hasStarted(next) && isFit() && Queue.getInstance().cancel(next.task())) {
                    waiting.removeFirst();
                    next.task().console().getLogger().println("no agent is free; building where the job runs");
                    next.task().buildAt(placeOf(next.task()));
                    ended(next.task());
                } else if (isDone(next)) {
                    waiting.removeFirst();
                    ended(next.task());
                } else {
                    waiting.addLast(waiting.removeFirst());
                }
            }
        } finally {
            stopAll();
        }
        if (!failures.isEmpty()) {
            throw new AbortException(String.join("; ", failures));
        }
    }

    /** Stops what is left, and waits for it to have ended: it still publishes what it finished. */
    private void stopAll() throws InterruptedException {
        for (Waiting left : waiting) {
            left.future().cancel(true);
        }
        for (Waiting left : waiting) {
            try {
                Queue.Executable unused = left.future().get(STOPPING_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | CancellationException e) {
                // That is an end, too.
            } catch (TimeoutException e) {
                left.task().console().getLogger().println("does not end; the build does not wait for it any longer");
            }
        }
    }

    private void schedule(Branch branch, String where) throws AbortException {
        BranchTask task = new BranchTask(build, call, branch, where, new BranchConsole(here.console(), branch.name()));
        Queue.Item item = Queue.getInstance().schedule2(task, 0).getItem();
        if (item == null) {
            throw new AbortException(branch.name() + ": Jenkins takes nothing into its queue now");
        }
        QueueTaskFuture<Queue.Executable> future = item.getFuture();
        waiting.addLast(new Waiting(task, future));
    }

    /** Whether the agent of this build can take a branch. */
    private boolean isFit() {
        Label expression = label.isEmpty() ? null : Jenkins.get().getLabel(label);
        return expression == null || expression.contains(here.node());
    }

    private Place placeOf(BranchTask task) {
        return new Place(
                here.run(), here.node(), here.workspace(), here.launcher(), here.environment(), task.console());
    }

    private static boolean hasStarted(Waiting next) throws InterruptedException {
        try {
            next.future().getStartCondition().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            // It will not start: that is an end.
            return true;
        }
    }

    private static boolean isDone(Waiting next) throws InterruptedException {
        try {
            next.future().get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            return true;
        }
    }

    private void ended(BranchTask task) throws IOException, InterruptedException {
        String name = task.branch().name();
        BranchEnd end = task.end();
        switch (end.kind()) {
            case DONE -> {}
            case AGENT_TROUBLE -> {
                if (ledger.agentsOf(name).size() < BranchBuild.ATTEMPTS) {
                    task.console().getLogger().println(end.message() + "; trying another agent");
                    schedule(task.branch(), Agents.avoiding(label, ledger.agentsOf(name)));
                } else {
                    failures.add(name + ": " + end.message());
                }
            }
            case FAILED -> failures.add(name + ": " + end.message());
            case STOPPED -> {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                failures.add(name + ": " + end.message());
            }
        }
    }
}
