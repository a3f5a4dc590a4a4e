package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.report.Units;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.util.Locale;

/** One plain line for each thing that happens in a run. */
final class EventLines {
    private EventLines() {}

    /** {@code [ 3/16] built debian 6.1.0-50-amd64 kmod 9.8 s 1.1 MB falco_debian_...ko}, or what failed, and why. */
    static String finished(ProbeResult result, Progress progress) {
        String total = Integer.toString(progress.total());
        String place = String.format(Locale.ROOT, "[%" + total.length() + "d/%s] ", progress.done(), total);
        if (result.failure().isPresent()) {
            return place + failed(result, result.failure().get());
        }
        StringBuilder line = new StringBuilder(place)
                .append("built ")
                .append(result.build())
                .append(' ')
                .append(Units.time(result.elapsed()));
        for (StoredProbe file : result.files()) {
            if (result.build().paths().contains(ProbePath.alias(file.path()))) {
                continue; // the same bytes again; the report has them
            }
            line.append(' ')
                    .append(Units.size(file.size()))
                    .append(' ')
                    .append(file.path().substring(file.path().lastIndexOf('/') + 1));
        }
        return line.toString();
    }

    /** {@code failed debian 6.1.0-50-amd64 kmod compile: ...}. */
    static String failed(ProbeResult result, Failure failure) {
        String log = result.log().isEmpty() ? "" : " (log: " + result.log() + ")";
        return "failed " + result.build() + " " + failure.type().id() + ": " + Console.oneLine(failure.message()) + log;
    }

    static String retrying(ProbeBuild build, Failure failure, int attempt) {
        return "trying again, attempt " + attempt + ": " + build + " "
                + failure.type().id() + ": " + Console.oneLine(failure.message());
    }
}
