package io.jenkins.plugins.falcoprobes.repository;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which packages of a repository are kept.
 *
 * @param id names the selection in the cache
 * @param names tells by a package's name
 */
record RpmSelection(String id, Predicate<String> names) {
    /** Packages of these names. */
    static RpmSelection of(Set<String> names) {
        String all = String.join(" ", new TreeSet<>(names));
        Set<String> copy = Set.copyOf(names);
        return new RpmSelection(
                "rpm-1-"
                        + Checksums.sha256(all.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .substring(0, 16),
                copy::contains);
    }
}
