package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.List;
import java.util.Locale;

/**
 * A probe that is not built, and why.
 *
 * @param kernel for which kernel
 * @param kind as what
 * @param reason what kind of reason
 * @param detail one line for people
 * @param paths where it is (when present) or would be, relative to the store; may be empty
 */
public record SkippedProbe(Kernel kernel, ProbeKind kind, Reason reason, String detail, List<ProbePath> paths) {
    public SkippedProbe {
        paths = List.copyOf(paths);
    }

    /** Why a probe is not built. */
    public enum Reason {
        /** It is in the store already, whole. */
        PRESENT,
        /** This driver version cannot support this kernel. */
        UNSUPPORTED,
        /** Such a build is known to fail. */
        KNOWN_BAD,
        /** No builder image here can build for this kernel. */
        NO_TOOLCHAIN;

        /** The word that reports use. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
