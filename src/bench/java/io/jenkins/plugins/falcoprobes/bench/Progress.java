package io.jenkins.plugins.falcoprobes.bench;

import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.RunCounts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** Says every few seconds how far a run is: who waits for minutes wants to know that something happens. */
final class Progress implements AutoCloseable {
    private static final long PAUSE_MILLIS = 15_000;

    private final WorkflowRun run;
    private final Thread thread = new Thread(this::print, "progress");

    Progress(WorkflowRun run) {
        this.run = run;
        thread.setDaemon(true);
        thread.start();
    }

    private void print() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                FalcoProbesAction action = run.getAction(FalcoProbesAction.class);
                if (action != null) {
                    RunCounts counts = action.ledger(action.call(1)).counts();
                    System.out.printf(
                            "%4d s, load %.1f: %d built, %d to come%n",
                            (System.currentTimeMillis() - run.getStartTimeInMillis()) / 1000,
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                            counts.built(),
                            counts.pending());
                }
            }
        } catch (InterruptedException e) {
            // The run is over.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
