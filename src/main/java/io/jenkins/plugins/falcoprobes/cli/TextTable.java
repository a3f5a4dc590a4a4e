package io.jenkins.plugins.falcoprobes.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of words in aligned columns, two blanks apart; an empty cell is a {@code -}, so that columns can be counted. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();

    void add(String... cells) {
        List<String> row = new ArrayList<>();
        for (int column = 0; column < cells.length; column++) {
            String cell = cells[column].isEmpty() ? "-" : Console.oneLine(cells[column]);
            row.add(cell);
            if (widths.size() == column) {
                widths.add(0);
            }
            widths.set(column, Math.max(widths.get(column), cell.length()));
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                text.append(row.get(column));
                if (column + 1 < row.size()) {
                    text.append(" ".repeat(widths.get(column) - row.get(column).length() + 2));
                }
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}
