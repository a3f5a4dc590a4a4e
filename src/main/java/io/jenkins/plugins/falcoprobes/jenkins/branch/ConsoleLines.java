package io.jenkins.plugins.falcoprobes.jenkins.branch;

import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import java.util.List;
import java.util.Locale;

/** What the console says: one line for each probe, never the compiler's output. */
final class ConsoleLines {
    private static final int LONGEST_REASON = 140;

    private ConsoleLines() {}

    /** {@code 4 probes for 2 kernels to build, 10 there already, 3 skipped}. */
    static String plan(List<ProbeRecord> records) {
        List<ProbeRecord> planned = in(records, ProbeState.PLANNED);
        long kernels =
                planned.stream().map(probe -> probe.key().kernel()).distinct().count();
        return planned.size() + " probes for " + kernels + " kernels to build, "
                + in(records, ProbeState.PRESENT).size() + " there already, "
                + in(records, ProbeState.SKIPPED).size() + " skipped";
    }

    /** {@code built debian 6.1.0-56-amd64 kmod in 12 s, 968 kB}. */
    static String finished(ProbeRecord probe) {
        String time = String.format(Locale.ROOT, "%.0f s", probe.seconds());
        if (probe.state() == ProbeState.BUILT) {
            long bytes = probe.files().stream().mapToLong(ProbeFile::size).max().orElse(0);
            return "built " + probe.key() + " in " + time + ", " + bytes / 1000 + " kB";
        }
        String reason = probe.detail();
        return "FAILED " + probe.key() + " after " + time + " (" + probe.reason() + "): "
                + (reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…");
    }

    private static List<ProbeRecord> in(List<ProbeRecord> records, ProbeState state) {
        return records.stream().filter(probe -> probe.state() == state).toList();
    }
}
