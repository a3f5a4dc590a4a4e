package io.jenkins.plugins.falcoprobes.jenkins.run;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.lookup.ProbeFinder;
import io.jenkins.plugins.falcoprobes.lookup.Sighting;
import io.jenkins.plugins.falcoprobes.lookup.Sighting.State;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks among what a job's last runs published or found there, by their own records: no server is asked, and what was
 * deleted since by hand is not missed.
 */
final class PublishedByJob implements ProbeFinder {
    static final int MOST_RUNS = 50;

    private final Map<String, Integer> runs = new HashMap<>();

    PublishedByJob(Job<?, ?> job) throws IOException {
        Run<?, ?> run = job.getLastBuild();
        for (int i = 0; i < MOST_RUNS && run != null; i++) {
            FalcoProbesAction action = run.getAction(FalcoProbesAction.class);
            if (action != null) {
                for (ProbeCall call : action.calls()) {
                    add(
                            run.getNumber(),
                            ProbeLedger.readPublished(action.folder(call).toPath()));
                }
            }
            run = run.getPreviousBuild();
        }
    }

    private void add(int run, Iterable<ProbeRecord> probes) {
        for (ProbeRecord probe : probes) {
            probe.files().forEach(file -> runs.putIfAbsent(file.path(), run));
        }
    }

    @Override
    public Sighting find(String path, String address) {
        Integer run = runs.get(path);
        return new Sighting(
                Messages.LookupPage_runs(),
                run == null ? State.MISSING : State.THERE,
                run == null ? "" : Messages.LookupPage_publishedBy(run));
    }
}
