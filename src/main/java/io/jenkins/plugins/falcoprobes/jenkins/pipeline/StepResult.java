package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.falcoprobes.jenkins.OnFailure;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.RunCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a step tells its Pipeline when it ends. */
final class StepResult {
    private StepResult() {}

    /**
     * Says how the probes ended, and makes the stage and the run what failed probes make them.
     *
     * @throws AbortException if they make it fail
     */
    static void report(StepContext context, OnFailure onFailure, RunCounts counts)
            throws IOException, InterruptedException {
        context.get(TaskListener.class).getLogger().println(counts.sentence());
        if (counts.failed() == 0 || onFailure == OnFailure.IGNORE) {
            return;
        }
        String message = counts.failed() + " of " + (counts.failed() + counts.built()) + " probes failed";
        if (onFailure == OnFailure.FAILURE) {
            throw new AbortException(message);
        }
        context.get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(message));
        context.get(Run.class).setResult(Result.UNSTABLE);
    }

    /** The step's value: numbers {@code built}, {@code skipped}, {@code failed}, and {@code probes}, a list of paths. */
    static Map<String, Object> summary(Run<?, ?> run, ProbeCall call) throws IOException {
        List<ProbeRecord> records =
                run.getAction(FalcoProbesAction.class).ledger(call).records();
        RunCounts counts = RunCounts.of(records);
        List<String> probes = new ArrayList<>();
        records.stream()
                .map(ProbeRecord::files)
                .flatMap(List::stream)
                .map(ProbeFile::path)
                .forEach(probes::add);
        Map<String, Object> summary = new HashMap<>();
        summary.put("built", counts.built());
        summary.put("skipped", counts.skipped() + counts.present());
        summary.put("failed", counts.failed() + counts.pending());
        summary.put("probes", probes);
        return summary;
    }
}
