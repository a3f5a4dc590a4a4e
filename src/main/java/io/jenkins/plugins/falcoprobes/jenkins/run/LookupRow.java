package io.jenkins.plugins.falcoprobes.jenkins.run;

import io.jenkins.plugins.falcoprobes.lookup.LookupAnswer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An answer as the page shows it.
 *
 * @param falco which loaders
 * @param kind {@code kmod} or {@code ebpf}
 * @param address what is asked for; empty for nothing
 * @param state {@code there} or {@code missing}; empty for nothing
 * @param detail what there is to know about it
 * @param step the Pipeline step that builds it; empty if it is there or there is none
 */
public record LookupRow(String falco, String kind, String address, String state, String detail, String step) {
    static LookupRow of(LookupAnswer answer) {
        String seen = answer.sightings().stream()
                .map(sighting -> sighting.detail().isEmpty() && answer.isThere() ? sighting.where() : sighting.detail())
                .filter(detail -> !detail.isEmpty())
                .collect(Collectors.joining(", "));
        String state = answer.isThere() ? "there" : answer.isMissing() ? "missing" : "";
        String more = answer.problem().isEmpty() ? answer.obstacle() : answer.problem();
        String shown = seen.isEmpty() ? more : seen;
        String knownBad = answer.isThere() || answer.knownBad().isEmpty()
                ? ""
                : (shown.isEmpty() ? "" : "; ") + "known bad: " + answer.knownBad();
        return new LookupRow(
                answer.era().toString(),
                answer.kind().id(),
                answer.address(),
                state,
                shown + knownBad,
                answer.isThere() ? "" : step(answer));
    }

    /** The command line's words as the step's: version, then options with their values. */
    private static String step(LookupAnswer answer) {
        List<String> words = answer.command();
        if (words.size() < 2) {
            return "";
        }
        StringBuilder step = new StringBuilder("buildFalcoProbes version: " + quoted(words.get(1)));
        for (int i = 2; i + 1 < words.size(); i += 2) {
            String value = quoted(words.get(i + 1));
            step.append(
                    switch (words.get(i)) {
                        case "--distro" -> ", distros: [" + value + "]";
                        case "--kernel" -> ", kernels: " + value;
                        case "--kind" -> ", kinds: [" + value + "]";
                        case "--arch" -> ", architectures: [" + value + "]";
                        default -> "";
                    });
        }
        return step + (answer.knownBad().isEmpty() ? "" : ", tryKnownBad: true");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
