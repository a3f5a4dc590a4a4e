package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.util.List;

/**
 * Which glibc a program needs that was built with another: that of the newest of the symbols it uses. A kernel's build
 * programs use {@code strtoul} as C23 has it (2.38), {@code __libc_start_main} (2.34), {@code stat} (2.33), {@code fcntl64}
 * (2.28); else they do with 2.17, or less.
 */
final class LibcNeed {
    private static final List<String> STEPS = List.of("2.38", "2.34", "2.33", "2.28");

    private LibcNeed() {}

    /** The version that is needed of one that was built with, like {@code 2.37}. */
    static String of(String built) {
        return STEPS.stream()
                .filter(step -> KernelVersion.startOf(built)
                        .map(version -> version.isAtLeast(KernelVersion.of(step)))
                        .orElse(false))
                .findFirst()
                .orElse("2.17");
    }
}
