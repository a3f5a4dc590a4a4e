package io.jenkins.plugins.falcoprobes.jenkins.run;

import java.io.IOException;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What {@code falco-probes/api/json} of a run tells: all that is known of its probes. */
@ExportedBean
public final class RunProbes {
    private final FalcoProbesAction action;
    private final List<CallPage> calls;

    RunProbes(FalcoProbesAction action) throws IOException {
        this.action = action;
        calls = action.getCalls();
    }

    /** Whether the run still builds. */
    @Exported
    public boolean isBuilding() {
        return action.getRun().isBuilding();
    }

    /** How many probes of all calls are in each state. */
    @Exported(inline = true)
    public RunCounts getCounts() {
        return calls.stream().map(CallPage::getCounts).reduce(RunCounts.NONE, RunCounts::plus);
    }

    /** The uses of step and builder. */
    @Exported(inline = true)
    public List<CallPage> getCalls() {
        return calls;
    }
}
