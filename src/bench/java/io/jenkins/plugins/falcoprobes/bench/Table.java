package io.jenkins.plugins.falcoprobes.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that a benchmark prints: what, measured, aim. */
final class Table {
    private final List<String> rows = new ArrayList<>();

    /** Adds a row; the measured value is a format with its arguments. */
    void row(String what, String aim, String format, Object... values) {
        rows.add("| " + what + " | " + String.format(Locale.ROOT, format, values) + " | " + aim + " |");
    }

    /** Prints it as Markdown. */
    void print() {
        System.out.println("\n| what | measured | aim |\n| --- | --- | --- |\n" + String.join("\n", rows) + "\n");
    }
}
