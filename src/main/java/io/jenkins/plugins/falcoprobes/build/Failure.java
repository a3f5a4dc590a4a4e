package io.jenkins.plugins.falcoprobes.build;

import java.util.List;

/**
 * Why a probe was not built.
 *
 * @param type what kind of trouble
 * @param stage where on the way
 * @param message one line: what went wrong
 * @param logTail the last lines of the compiler's log, empty where nothing was compiled
 * @param hint one line: what to do about it
 */
public record Failure(FailureClass type, Stage stage, String message, List<String> logTail, String hint) {
    public Failure {
        logTail = List.copyOf(logTail);
    }

    /** The same, with its hint in other words. */
    public Failure in(HintNames names) {
        return new Failure(type, stage, message, logTail, type.hint(names));
    }
}
