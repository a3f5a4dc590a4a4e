package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.Stage;
import io.jenkins.plugins.falcoprobes.report.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Draws the progress of a run as a few lines: the same progress, time and terminal give the same lines. */
final class ProgressRenderer {
    private static final int BAR = 24;
    private static final int MOST_RUNNING = 8;

    private final Terminal terminal;

    ProgressRenderer(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The lines, none wider than the terminal. */
    List<String> draw(Progress progress, Instant now) {
        List<String> lines = new ArrayList<>();
        if (progress.total() > 0) {
            lines.add(bar(progress, now));
        }
        if (!progress.setUp().isEmpty()) {
            Duration elapsed = Duration.between(progress.began(), now);
            String time = "  " + Units.wholeTime(elapsed);
            Line line = new Line(terminal).add(Style.TITLE, "setting up  ");
            lines.add(line.addName(Console.oneLine(progress.setUp()), time.length())
                    .add(Style.DIM, time)
                    .toString());
        }
        int room = Math.max(1, Math.min(MOST_RUNNING, terminal.rows() - 4));
        for (Progress.Running running : progress.running().stream().limit(room).toList()) {
            lines.add(running(running, now));
        }
        if (progress.running().size() > room) {
            int more = progress.running().size() - room;
            lines.add(new Line(terminal).add(Style.DIM, "and " + more + " more").toString());
        }
        return lines;
    }

    private String bar(Progress progress, Instant now) {
        double share = (double) progress.done() / progress.total();
        int filled = (int) Math.floor(share * BAR);
        String full = terminal.unicode() ? "\u2588" : "#";
        String empty = terminal.unicode() ? "\u2591" : "-";
        Line line = new Line(terminal)
                .add(progress.failed() > 0 ? Style.WARNING : Style.GOOD, full.repeat(filled))
                .add(Style.DIM, empty.repeat(BAR - filled))
                .add(Style.BOLD, String.format(Locale.ROOT, " %3d%%", (int) Math.floor(share * 100)))
                .add("  " + progress.done() + "/" + progress.total())
                .addIfItFits(Style.GOOD, "  " + progress.built() + " built");
        if (progress.failed() > 0) {
            line.addIfItFits(Style.BAD, "  " + progress.failed() + " failed");
        }
        Optional<Duration> left = progress.timeLeft(now);
        if (left.isPresent() && progress.done() < progress.total()) {
            line.addIfItFits(Style.PLAIN, "  " + Units.wholeTime(left.get()) + " left");
        }
        progress.rate(now)
                .ifPresent(rate -> line.addIfItFits(Style.DIM, String.format(Locale.ROOT, "  %.1f/min", rate)));
        if (progress.skipped() > 0) {
            line.addIfItFits(Style.DIM, "  " + progress.skipped() + " skipped");
        }
        return line.toString();
    }

    private String running(Progress.Running running, Instant now) {
        String time = "  " + Units.wholeTime(Duration.between(running.since(), now));
        return new Line(terminal)
                .add(Style.DIM, String.format("%-10s", doing(running.stage())) + "  ")
                .addName(running.build().toString(), time.length())
                .add(Style.DIM, time)
                .toString();
    }

    private static String doing(Stage stage) {
        return switch (stage) {
            case DISCOVER -> "finding";
            case PLAN -> "planning";
            case PREPARE -> "preparing";
            case COMPILE -> "compiling";
            case CHECK -> "checking";
            case STORE -> "storing";
        };
    }
}
