package io.jenkins.plugins.falcoprobes.cli;

/** A line for a terminal that never gets wider than its width: what does not fit is cut, colours and all. */
final class Line {
    private final StringBuilder text = new StringBuilder();
    private final Terminal terminal;
    private int room;

    /** An empty line; the last column stays free, since some terminals wrap there. */
    Line(Terminal terminal) {
        this.terminal = terminal;
        this.room = terminal.columns() - 1;
    }

    Line add(String piece) {
        return add(Style.PLAIN, piece);
    }

    Line add(Style style, String piece) {
        String visible = cut(Console.oneLineKeepingBlanks(piece), room);
        room -= visible.length();
        text.append(terminal.colour() ? style.around(visible) : visible);
        return this;
    }

    /** Adds a piece only if it fits as a whole. */
    Line addIfItFits(Style style, String piece) {
        return piece.length() <= room ? add(style, piece) : this;
    }

    /** Adds a name, cut in its middle if need be, and leaves room for what follows. */
    Line addName(String name, int reserved) {
        int width = Math.max(8, room - reserved);
        if (name.length() <= width) {
            return add(name);
        }
        String mark = terminal.unicode() ? "\u2026" : "...";
        int kept = Math.max(0, width - mark.length());
        String head = name.substring(0, (kept + 1) / 2);
        return add(head + mark + name.substring(name.length() - kept / 2));
    }

    private String cut(String piece, int width) {
        return piece.length() <= width ? piece : piece.substring(0, Math.max(0, width));
    }

    int room() {
        return room;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
