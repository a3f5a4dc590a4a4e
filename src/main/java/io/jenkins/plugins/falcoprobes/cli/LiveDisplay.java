package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.Stage;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a few lines anew, five times a second at most, at the bottom of a terminal; failures and warnings scroll away
 * above them. Every frame is one write that overwrites the last one in place, so nothing flickers.
 */
final class LiveDisplay implements ProgressDisplay {
    private static final long FRAME_MILLIS = 200;
    // ECMA-48 and DEC private modes: cursor off and on, wrapping off and on, clear to the line's or screen's end.
    private static final String CURSOR_OFF = "\u001b[?25l";
    private static final String CURSOR_ON = "\u001b[?25h";
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream out;
    private final Terminal terminal;
    private final InstantSource clock;
    private final ProgressTracker tracker;
    private final ProgressRenderer renderer;
    private final List<String> above = new ArrayList<>();
    private List<String> shown = List.of();
    private boolean closed;

    LiveDisplay(PrintStream out, Terminal terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.tracker = new ProgressTracker(clock);
        this.renderer = new ProgressRenderer(terminal);
        Thread drawing = new Thread(this::drawUntilClosed, "progress display");
        drawing.setDaemon(true);
        drawing.start();
    }

    private synchronized void drawUntilClosed() {
        try {
            while (!closed) {
                draw();
                wait(FRAME_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void progress(String message) {
        tracker.progress(message);
    }

    @Override
    public synchronized void warning(String message) {
        say(Style.WARNING, "warning: " + message);
    }

    @Override
    public synchronized void planned(BuildPlan plan) {
        tracker.planned(plan);
        say(Style.PLAIN, Listings.counts(plan));
    }

    @Override
    public synchronized void started(ProbeBuild build, Stage stage) {
        tracker.started(build, stage);
    }

    @Override
    public synchronized void retrying(ProbeBuild build, Failure failure, int attempt) {
        say(Style.WARNING, EventLines.retrying(build, failure, attempt));
    }

    @Override
    public synchronized void finished(ProbeResult result) {
        tracker.finished(result);
        result.failure().ifPresent(failure -> say(Style.BAD, EventLines.failed(result, failure)));
    }

    private void say(Style style, String message) {
        String line = Console.oneLine(message);
        above.add(terminal.colour() ? style.around(line) : line);
    }

    /** Draws the next frame, if it differs from the one that is shown. */
    synchronized void draw() {
        List<String> lines = renderer.draw(tracker.now(), clock.instant());
        if (!closed && !(above.isEmpty() && lines.equals(shown))) {
            write(lines, WRAP_OFF + CURSOR_OFF);
        }
    }

    /** Takes the lines off the screen, leaving what scrolled above them. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            notifyAll();
            write(List.of(), CURSOR_ON);
        }
    }

    private void write(List<String> lines, String modes) {
        StringBuilder frame = new StringBuilder(WRAP_ON).append('\r');
        if (shown.size() > 1) {
            frame.append("\u001b[").append(shown.size() - 1).append('A');
        }
        for (String line : above) {
            frame.append(line).append(CLEAR_LINE).append('\n');
        }
        frame.append(modes);
        for (int i = 0; i < lines.size(); i++) {
            frame.append(i == 0 ? "" : "\n").append(lines.get(i)).append(CLEAR_LINE);
        }
        // With nothing left to show, the cursor stands at the start of the block, else at the end of its last line.
        out.print(frame.append(CLEAR_BELOW));
        out.flush();
        above.clear();
        shown = lines;
    }
}
