package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBad;
import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a run tells about the entries of a {@link KnownBadList}, one line for each that somebody should look at. */
final class KnownBadNews {
    private final KnownBadList list;
    private final DriverVersion driver;

    KnownBadNews(KnownBadList list, DriverVersion driver) {
        this.list = list;
        this.driver = driver;
    }

    /** Which entries would hold builds back but for their date. */
    List<String> expired(List<ProbeBuild> builds) {
        List<String> lines = new ArrayList<>();
        byEntry(builds, list::isExpired)
                .forEach((entry, about) -> lines.add("known bad: " + entry.where() + " was good until " + entry.until()
                        + " and is not applied any more; it is about " + names(about) + ": " + entry.reason()));
        return lines;
    }

    /** Which entries are about builds that work. */
    List<String> outlived(List<ProbeResult> results) {
        List<ProbeBuild> built = results.stream()
                .filter(ProbeResult::isBuilt)
                .map(ProbeResult::build)
                .toList();
        List<String> lines = new ArrayList<>();
        byEntry(built, entry -> true)
                .forEach((entry, about) -> lines.add("known bad: " + entry.where() + " can go, or say less: "
                        + names(about) + (about.size() == 1 ? " has" : " have") + " been built: " + entry.reason()));
        return lines;
    }

    private Map<KnownBad, List<ProbeBuild>> byEntry(List<ProbeBuild> builds, Predicate<KnownBad> wanted) {
        Map<KnownBad, List<ProbeBuild>> byEntry = new LinkedHashMap<>();
        for (ProbeBuild build : builds) {
            for (KnownBad entry : list.covering(build.kernel(), driver, build.kind())) {
                if (wanted.test(entry)) {
                    byEntry.computeIfAbsent(entry, e -> new ArrayList<>()).add(build);
                }
            }
        }
        return byEntry;
    }

    private static String names(List<ProbeBuild> builds) {
        int more = builds.size() - 1;
        return builds.get(0) + (more == 0 ? "" : " and " + more + " more");
    }
}
