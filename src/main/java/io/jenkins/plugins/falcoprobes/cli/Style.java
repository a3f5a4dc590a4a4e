package io.jenkins.plugins.falcoprobes.cli;

/** How a piece of a line looks on a terminal with colours (ECMA-48 SGR). */
enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    GOOD("32"),
    BAD("31"),
    WARNING("33"),
    TITLE("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String around(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
