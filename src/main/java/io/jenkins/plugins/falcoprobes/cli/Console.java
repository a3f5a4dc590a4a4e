package io.jenkins.plugins.falcoprobes.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where the command writes.
 *
 * @param out standard output, for what was asked for
 * @param err standard error, for everything else
 * @param outTerminal what {@code out} can show
 * @param errTerminal what {@code err} can show
 */
record Console(PrintStream out, PrintStream err, Terminal outTerminal, Terminal errTerminal) {
    /** The console of this process. */
    static Console ofProcess(Map<String, String> environment) {
        return new Console(System.out, System.err, Terminal.of("out", environment), Terminal.of("err", environment));
    }

    Console withoutColour() {
        return new Console(out, err, outTerminal.withoutColour(), errTerminal.withoutColour());
    }

    /** One line to standard error, named after the program as tools do. */
    void complain(String line) {
        err.println(BuildCommand.NAME + ": " + oneLine(line));
    }

    /** The text on one line, without anything that a terminal would obey. */
    static String oneLine(String text) {
        return oneLineKeepingBlanks(text).strip();
    }

    /** As {@link #oneLine}, with blanks at the ends. */
    static String oneLineKeepingBlanks(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            line.append(Character.isISOControl(letter) ? ' ' : letter);
        }
        return line.toString();
    }
}
