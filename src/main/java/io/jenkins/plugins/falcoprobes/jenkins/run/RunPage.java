package io.jenkins.plugins.falcoprobes.jenkins.run;

import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.report.Units;
import java.time.Duration;

/** A run in the list of the job's page. */
public final class RunPage {
    private final Run<?, ?> run;
    private final RunTotals totals;

    RunPage(Run<?, ?> run, RunTotals totals) {
        this.run = run;
        this.totals = totals;
    }

    /** The run. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** The Falco versions that it built for. */
    public String getVersions() {
        return totals.versions();
    }

    /** Its probes. */
    public RunCounts getCounts() {
        return totals.counts();
    }

    /** The time that its probes took, for people. */
    public String getTime() {
        return Units.wholeTime(Duration.ofMillis(Math.round(totals.seconds() * 1000)));
    }
}
