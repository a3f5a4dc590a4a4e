package io.jenkins.plugins.falcoprobes.repository;

import java.util.function.Predicate;

/**
 * Which packages of an index are kept.
 *
 * @param id names the selection in the cache; another rule, or another format there, needs another id
 * @param names tells by a package's name
 */
public record PackageSelection(String id, Predicate<String> names) {
    /** What the program asks an archive for in every run: what kernels are built from, and Debian's driver source. */
    public static final PackageSelection USUAL = new PackageSelection(
            "usual-2",
            name -> (name.startsWith("linux-")
                            && (name.startsWith("linux-headers-")
                                    || name.startsWith("linux-image-")
                                    || name.startsWith("linux-kbuild-")
                                    || name.startsWith("linux-base-"))
                            && !name.endsWith("-dbg"))
                    || name.equals("falcosecurity-scap-dkms"));

    /** What Ubuntu's kernels are built from: {@code linux-aws-5.15-headers-...} is one of its names. */
    public static final PackageSelection UBUNTU = new PackageSelection(
            "ubuntu-1",
            name -> name.startsWith("linux-")
                    && (name.contains("headers-") || name.matches("linux-(?:modules|image|image-unsigned)-\\d.*"))
                    && !name.endsWith("-dbgsym"));

    /** The narrowest selection in use that holds the package. */
    static PackageSelection holding(String name) {
        return USUAL.names.test(name) ? USUAL : new PackageSelection("only-" + name, name::equals);
    }
}
