package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.report.Units;
import io.jenkins.plugins.falcoprobes.retention.Inventory;
import io.jenkins.plugins.falcoprobes.retention.PrunePlan;
import io.jenkins.plugins.falcoprobes.retention.PrunePlan.Condemned;
import io.jenkins.plugins.falcoprobes.retention.PublishedFile;
import java.util.ArrayList;
import java.util.List;

/** What a prune does, as text: a line for each file that goes, and a last one with the counts. */
final class PruneText {
    private PruneText() {}

    static String of(PrunePlan plan, boolean deleted) {
        String verb = deleted ? "deleted" : "delete";
        TextTable table = new TextTable();
        for (Condemned condemned : plan.condemned()) {
            for (PublishedFile file : condemned.probe().files()) {
                table.add(verb, file.path(), Units.size(file.size()).replace(' ', '-'), condemned.reason());
            }
        }
        Inventory inventory = plan.inventory();
        for (PublishedFile file : inventory.halfDeleted()) {
            table.add(verb, file.path(), Units.size(file.size()).replace(' ', '-'), "left by a prune that was stopped");
        }
        return table + counts(plan, deleted) + System.lineSeparator();
    }

    private static String counts(PrunePlan plan, boolean deleted) {
        Inventory inventory = plan.inventory();
        StringBuilder text = new StringBuilder();
        text.append(Units.count(plan.condemned().size(), "probe"))
                .append(deleted ? " deleted (" : " to delete (")
                .append(Units.size(plan.size()))
                .append("), ")
                .append(plan.kept().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .append(" kept");
        List<String> why = new ArrayList<>();
        for (PrunePlan.Kept reason : PrunePlan.Kept.values()) {
            if (reason != PrunePlan.Kept.RULE && plan.kept().containsKey(reason)) {
                why.add(plan.kept().get(reason) + " " + words(reason));
            }
        }
        if (!why.isEmpty()) {
            text.append(" (").append(String.join(", ", why)).append(')');
        }
        text.append(", ")
                .append(Units.count(inventory.foreign().size(), "other file"))
                .append(" left alone");
        if (!inventory.gone().isEmpty()) {
            text.append(", ")
                    .append(inventory.gone().size())
                    .append(inventory.gone().size() == 1 ? " entry" : " entries")
                    .append(" of the index without a file");
        }
        boolean any = !plan.condemned().isEmpty() || !inventory.halfDeleted().isEmpty();
        return text + (deleted || !any ? "" : "; --yes deletes");
    }

    private static String words(PrunePlan.Kept reason) {
        return switch (reason) {
            case RULE -> "by the rule";
            case PROTECTED -> "protected";
            case YOUNG -> "too young";
            case UNKNOWN -> "of unknown age";
        };
    }
}
