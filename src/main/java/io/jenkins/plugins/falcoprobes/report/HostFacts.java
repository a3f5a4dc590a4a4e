package io.jenkins.plugins.falcoprobes.report;

import java.util.Optional;

/**
 * The machine that a run ran on, without anything that names it or its user.
 *
 * @param os the operating system and its release, for example {@code Linux 6.1.0-50-amd64}
 * @param architecture as the JVM has it, for example {@code amd64}
 * @param processors how many the JVM may use
 * @param java the JVM's version
 * @param program this program's version
 */
public record HostFacts(String os, String architecture, int processors, String java, String program) {
    /** The machine that this JVM runs on. */
    public static HostFacts current() {
        return new HostFacts(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                programVersion());
    }

    /** The version of this program as its jar has it; {@code development} when it runs from no jar. */
    public static String programVersion() {
        return Optional.ofNullable(HostFacts.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
