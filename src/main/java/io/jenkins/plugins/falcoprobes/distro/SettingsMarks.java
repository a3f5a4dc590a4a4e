package io.jenkins.plugins.falcoprobes.distro;

import java.util.Set;

/**
 * Nearly all files of a flavour's headers are empty ones, one for each setting ({@code include/config/SMP}, before 5.14
 * {@code include/config/smp.h}). By their times make knows what to compile again (scripts/basic/fixdep.c); here nothing
 * ever was compiled before.
 */
final class SettingsMarks {
    private static final String SETTINGS = "include/config/";
    private static final Set<String> READ_SETTINGS =
            Set.of("auto.conf", "auto.conf.cmd", "kernel.release", "tristate.conf");

    private SettingsMarks() {}

    /** Whether a file of the headers is one. */
    static boolean isOne(String path) {
        return path.startsWith(SETTINGS) && !READ_SETTINGS.contains(path.substring(SETTINGS.length()));
    }
}
