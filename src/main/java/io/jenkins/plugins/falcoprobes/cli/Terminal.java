package io.jenkins.plugins.falcoprobes.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What an output can show.
 *
 * @param live whether it is a terminal whose lines can be drawn anew
 * @param columns how many characters a line has
 * @param rows how many lines there are
 * @param colour whether to use colours
 * @param unicode whether more than ASCII can be shown
 */
record Terminal(boolean live, int columns, int rows, boolean colour, boolean unicode) {
    /** The wrapper script says here which of {@code out} and {@code err} are terminals: Java cannot tell. */
    static final String TERMINALS = "falcoprobes.terminals";

    /** The wrapper script says here how large the terminal is: {@code ROWS COLUMNS}, as {@code stty size} prints it. */
    static final String SIZE = "falcoprobes.terminal.size";

    /** The output called {@code name}, {@code out} or {@code err}; without the wrapper script it is taken for a pipe. */
    static Terminal of(String name, Map<String, String> environment) {
        boolean terminal = (" " + System.getProperty(TERMINALS, "") + " ").contains(" " + name + " ");
        boolean capable = terminal && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        String[] size = System.getProperty(SIZE, "").split(" ", 2);
        int rows = positive(size[0], positive(environment.get("LINES"), 24));
        int columns = positive(size.length > 1 ? size[1] : null, positive(environment.get("COLUMNS"), 80));
        return new Terminal(
                capable,
                columns,
                rows,
                capable && !plain,
                Charset.defaultCharset().equals(StandardCharsets.UTF_8));
    }

    private static int positive(String digits, int otherwise) {
        boolean usable = digits != null && digits.matches("[1-9]\\d{0,3}");
        return usable ? Integer.parseInt(digits) : otherwise;
    }

    Terminal withoutColour() {
        return new Terminal(live, columns, rows, false, unicode);
    }
}
