package io.jenkins.plugins.falcoprobes.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One alternative of a {@code Depends} field (Debian policy, section 7.1), for example
 * {@code linux-kbuild-6.1 (>= 6.1.192-2)}.
 *
 * @param name the package's name
 * @param operator {@code <<}, {@code <=}, {@code =}, {@code >=}, {@code >>}, or empty if any version does
 * @param version the version that the operator compares with; empty if any does
 */
public record DebianRelation(String name, String operator, String version) {
    private static final Pattern RELATION = Pattern.compile(
            "([a-z0-9][a-z0-9+.-]+)(?::[a-z0-9-]+)?\\s*(?:\\(\\s*(<<|<=|=|>=|>>)\\s*([^\\s)]+)\\s*\\))?.*");

    /** What a field asks for: everything in the outer list, by any one of each inner list. */
    public static List<List<DebianRelation>> parse(String field) {
        List<List<DebianRelation>> all = new ArrayList<>();
        for (String group : field.split(",", -1)) {
            List<DebianRelation> alternatives = new ArrayList<>();
            for (String alternative : group.split("\\|", -1)) {
                Matcher matcher = RELATION.matcher(alternative.strip());
                if (matcher.matches()) {
                    alternatives.add(new DebianRelation(
                            matcher.group(1),
                            matcher.group(2) == null ? "" : matcher.group(2),
                            matcher.group(3) == null ? "" : matcher.group(3)));
                }
            }
            if (!alternatives.isEmpty()) {
                all.add(alternatives);
            }
        }
        return all;
    }

    /** Whether a package of this name and version does. */
    public boolean isSatisfiedBy(DebianPackage candidate) {
        if (!candidate.name().equals(name)) {
            return false;
        }
        int order = DebianVersion.ORDER.compare(candidate.version(), version);
        return switch (operator) {
            case "" -> true;
            case "<<" -> order < 0;
            case "<=" -> order <= 0;
            case "=" -> order == 0;
            case ">=" -> order >= 0;
            default -> order > 0;
        };
    }

    @Override
    public String toString() {
        return operator.isEmpty() ? name : name + " (" + operator + " " + version + ")";
    }
}
