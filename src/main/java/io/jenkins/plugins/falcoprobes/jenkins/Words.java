package io.jenkins.plugins.falcoprobes.jenkins;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What people write into forms, tidied; what says nothing is null. */
final class Words {
    private Words() {}

    /** A text without blanks around it. */
    @CheckForNull
    static String orNull(@CheckForNull String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Words of a list; forms have them in one line, with commas or blanks between them. */
    @CheckForNull
    static List<String> orNull(@CheckForNull List<String> texts) {
        if (texts == null) {
            return null;
        }
        List<String> words = texts.stream()
                .flatMap(text -> Stream.of(text.split("[\\s,]+", 0)))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        // A plain list, which XStream writes as its elements.
        return words.isEmpty() ? null : new ArrayList<>(words);
    }

    /** The same for kinds of probes, all of which are as good as none. */
    @CheckForNull
    static List<String> kinds(@CheckForNull List<String> texts) {
        List<String> words = orNull(texts);
        if (words == null) {
            return null;
        }
        List<String> lower =
                words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        return Stream.of(ProbeKind.values()).map(ProbeKind::id).allMatch(lower::contains)
                        && lower.size() == ProbeKind.values().length
                ? null
                : words;
    }

    /** Words in one line, as forms show them. */
    static String line(@CheckForNull List<String> words) {
        return words == null ? "" : String.join(" ", words);
    }
}
