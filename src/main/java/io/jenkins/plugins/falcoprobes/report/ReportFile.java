package io.jenkins.plugins.falcoprobes.report;

import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of a probe.
 *
 * @param path relative to the output folder, with {@code /}
 * @param alias whether it is a copy under another name
 * @param size in bytes, where known
 * @param sha256 in lower-case hexadecimal, where known
 */
public record ReportFile(String path, boolean alias, OptionalLong size, Optional<String> sha256) {
    /** A file that is known in full. */
    static ReportFile of(StoredProbe probe, boolean alias) {
        return new ReportFile(probe.path(), alias, OptionalLong.of(probe.size()), Optional.of(probe.sha256()));
    }

    /** A file of which only the place is known. */
    static ReportFile at(ProbePath path) {
        return new ReportFile(path.path(), path.alias(), OptionalLong.empty(), Optional.empty());
    }

    /** The path's last part. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
