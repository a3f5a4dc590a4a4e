package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildListener;
import java.io.PrintStream;
import java.time.InstantSource;

/** Shows what a run does while it does it. */
interface ProgressDisplay extends BuildListener, AutoCloseable {
    /** Shows the last things that happened and leaves the terminal as it was; may be called twice, by any thread. */
    @Override
    default void close() {}

    /** A run on this output: drawn live on a terminal, else one line per event there and the warnings on {@code err}. */
    static ProgressDisplay ofRun(PrintStream out, Terminal terminal, PrintStream err) {
        return terminal.live() ? new LiveDisplay(out, terminal, InstantSource.system()) : new LinesDisplay(out, err);
    }

    /** A look-up: drawn live where standard error is a terminal, else nothing but the warnings. */
    static ProgressDisplay ofLookUp(Console console) {
        if (console.errTerminal().live()) {
            return new LiveDisplay(console.err(), console.errTerminal(), InstantSource.system());
        }
        return new ProgressDisplay() {
            @Override
            public void warning(String message) {
                console.complain("warning: " + message);
            }
        };
    }
}
