package io.jenkins.plugins.falcoprobes.cli;

import java.nio.file.Path;

/** A command that says what becomes of the trace of an error of this program. */
interface CrashPlace {
    /** The folder that keeps it, in its {@code logs}. */
    Path output();

    /** Whether it is shown instead. */
    boolean isVerbose();
}
