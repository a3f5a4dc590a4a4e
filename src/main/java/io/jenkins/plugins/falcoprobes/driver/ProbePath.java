package io.jenkins.plugins.falcoprobes.driver;

/**
 * A path under which a probe is stored.
 *
 * @param path below the store's top, with {@code /} between folders
 * @param alias whether it is a copy under another name, for hosts that ask for that one
 */
public record ProbePath(String path, boolean alias) {
    /** The name that hosts of the kernel's own distribution ask for, or by which it can be found by hand. */
    public static ProbePath main(String path) {
        return new ProbePath(path, false);
    }

    /** Another name of the same probe. */
    public static ProbePath alias(String path) {
        return new ProbePath(path, true);
    }

    @Override
    public String toString() {
        return path;
    }
}
