package io.jenkins.plugins.falcoprobes.archive;

/**
 * How much an archive may hold; one that holds more is refused where it passes the limit.
 *
 * @param entries the most files, folders and links
 * @param entryBytes the most bytes of one file
 * @param totalBytes the most bytes of all files together
 */
public record UnpackLimits(int entries, long entryBytes, long totalBytes) {
    /** Some five times what the largest kernel's headers or driver's source have. */
    public static final UnpackLimits DEFAULT = new UnpackLimits(200_000, 512L << 20, 1L << 30);
}
