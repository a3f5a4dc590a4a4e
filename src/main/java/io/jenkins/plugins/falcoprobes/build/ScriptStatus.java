package io.jenkins.plugins.falcoprobes.build;

import java.util.List;

/** What the exit statuses of the container's script mean ({@code docker/build-probe}). */
final class ScriptStatus {
    private static final String OWN_WORDS = "build-probe: ";

    private ScriptStatus() {}

    /** The failure behind a status that is not 0. */
    static Failure failure(int status, CompileLog log, Stage stage) {
        List<String> logTail = log.tail();
        FailureClass type =
                switch (status) {
                    case 3 -> FailureClass.TOOLCHAIN;
                    case 4, 5 -> FailureClass.COMPILE;
                    case 6, 137 -> FailureClass.COMPILE;
                    case 7 -> FailureClass.KERNEL;
                    default -> FailureClass.INTERNAL;
                };
        return Failures.of(type, stage, message(status, log), logTail);
    }

    private static String message(int status, CompileLog log) {
        String said = said(status, log.tail());
        return log.firstError().map(error -> said + ": " + error).orElse(said);
    }

    private static String said(int status, List<String> logTail) {
        for (int i = logTail.size() - 1; i >= 0; i--) {
            if (logTail.get(i).startsWith(OWN_WORDS)) {
                return logTail.get(i).substring(OWN_WORDS.length());
            }
        }
        return status == 137
                ? "killed, most likely for want of memory"
                : "the build script ended with status " + status;
    }
}
