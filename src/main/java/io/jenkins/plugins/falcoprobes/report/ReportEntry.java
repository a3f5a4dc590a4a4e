package io.jenkins.plugins.falcoprobes.report;

import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.List;
import java.util.Optional;

/**
 * One probe in a report.
 *
 * @param kernel for which kernel
 * @param kind as what
 * @param outcome what became of it
 * @param reason why, as a word of the program: a skip's reason or a failure's class; empty when built or not reached
 * @param detail why, for people; empty when built or not reached
 * @param toolchain the builder image's part of the name; empty when nothing was planned
 * @param files what is in the store; empty unless the probe is there
 * @param result the build; empty when none ended
 */
public record ReportEntry(
        Kernel kernel,
        ProbeKind kind,
        Outcome outcome,
        String reason,
        String detail,
        String toolchain,
        List<ReportFile> files,
        Optional<ProbeResult> result) {
    public ReportEntry {
        files = List.copyOf(files);
    }

    /** Why it failed; empty unless it did. */
    public Optional<Failure> failure() {
        return result.flatMap(ProbeResult::failure);
    }

    /** One line for people: {@code debian 6.1.0-50-amd64 kmod}. */
    @Override
    public String toString() {
        return kernel + " " + kind;
    }
}
