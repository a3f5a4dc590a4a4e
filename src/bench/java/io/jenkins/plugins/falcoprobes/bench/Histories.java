package io.jenkins.plugins.falcoprobes.bench;

import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** What the first look at a job's earlier runs costs after a restart of the controller. */
final class Histories {
    private static final int RUNS = 50;

    private Histories() {}

    /** Makes as many runs of a run as are looked at, lets Jenkins forget all it knows, and looks. */
    static Duration firstLook(WorkflowRun run) throws Exception {
        Path first = run.getRootDir().toPath();
        String job = run.getParent().getFullName();
        for (int i = 2; i <= RUNS; i++) {
            copy(first, first.resolveSibling(Integer.toString(i)));
        }
        Jenkins.get().reload();
        WorkflowJob reloaded = Jenkins.get().getItemByFullName(job, WorkflowJob.class);
        long begun = System.nanoTime();
        int runs = ProbeHistory.of(reloaded).runs().size();
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        if (runs != RUNS) {
            throw new IllegalStateException("There are " + runs + " runs");
        }
        return time;
    }

    /** Without the probes, which nobody looks at. */
    private static void copy(Path run, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : List.copyOf(files.toList())) {
                Path name = run.relativize(file);
                if (!name.startsWith("archive") && !name.toString().contains("/logs")) {
                    Files.copy(file, target.resolve(name));
                }
            }
        }
    }
}
