package io.jenkins.plugins.falcoprobes.cli;

/** How the command ends; a run that Ctrl-C stopped ends with 128 + SIGINT, which the JVM itself sees to. */
final class ExitStatus {
    /** Everything asked for is there. */
    static final int DONE = 0;

    /** Some probes failed, the rest are built. */
    static final int SOME_FAILED = 1;

    /** An argument is wrong, or nothing could be set up. */
    static final int NOTHING_DONE = 2;

    /** The run was stopped from outside. */
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
