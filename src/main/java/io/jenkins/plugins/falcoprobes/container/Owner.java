package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The JVM that a container belongs to. Process ids are reused and are another host's, too, so that a container is only
 * taken for left behind if it is of this host, and its process is gone or began at another time.
 *
 * @param host this running of this host, and the process namespace in it
 * @param pid the process
 * @param start when it began, in seconds since 1970
 */
record Owner(String host, long pid, long start) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PROCESS_NAMESPACE = Path.of("/proc/self/ns/pid");

    /** The kernel tells a process' begin from the clock, which may have been set since. */
    private static final long CLOCK_TOLERANCE = 5;

    /** This JVM. */
    static Owner self() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(thisHost(), self.pid(), startOf(self));
    }

    /** What a container's label says; empty if it is no label of ours. */
    static Optional<Owner> parse(String label) {
        String[] parts = label.strip().split("/", -1);
        if (parts.length != 3 || !parts[1].matches("\\d{1,10}") || !parts[2].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
    }

    String label() {
        return host + "/" + pid + "/" + start;
    }

    /** Whether this host can tell that the owner is gone. */
    boolean isGone() throws IOException {
        return host.equals(thisHost())
                && ProcessHandle.of(pid)
                        .filter(process -> Math.abs(startOf(process) - start) <= CLOCK_TOLERANCE)
                        .isEmpty();
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    }

    private static String thisHost() throws IOException {
        try {
            String namespace = Files.readSymbolicLink(PROCESS_NAMESPACE).toString();
            return Files.readString(BOOT_ID).strip() + "-" + namespace.replaceAll("\\D", "");
        } catch (NoSuchFileException notLinux) {
            return InetAddress.getLocalHost().getHostName();
        }
    }
}
