package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code uname -r} prints, by a package's name and version: the kernel's numbers, of which the last is never left out,
 * its {@code EXTRAVERSION}, the package's release, and the {@code localversion} files that PKGBUILD writes.
 */
final class ArchRelease {
    private static final Pattern VERSION = Pattern.compile(
            "(\\d{1,3}\\.\\d{1,4})(\\.\\d{1,4})?(?:\\.([ab]|\\d{1,3}|[a-z]{2,10}\\d{1,3}))?-(\\d[\\d.]*)");

    /** From here on {@code linux} has no ending, and for some weeks its version has no word before the last number. */
    private static final KernelVersion PLAIN = new KernelVersion(5, 3, 8);

    /** Arch Linux ARM's {@code CONFIG_LOCALVERSION} stayed; its kernel's name came before it about then. */
    private static final KernelVersion NAMED_ON_ARM = new KernelVersion(6, 0, 0);

    private static final String NO_WORD = "";

    /** The word that the version's last number has in the kernel's own, where it stands alone. */
    private static final Map<String, String> WORDS =
            Map.of("linux-headers", "arch", "linux-zen-headers", "zen", "linux-hardened-headers", "hardened");

    private ArchRelease() {}

    /** The release; empty if the version is none that such a package has. */
    static Optional<String> of(String name, String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String numbers = parts.group(1) + (parts.group(2) == null ? ".0" : parts.group(2));
        return Optional.of(numbers + extra(name, parts.group(3)) + "-" + parts.group(4)
                + ending(name, parts.group(3) != null, KernelVersion.of(numbers)));
    }

    private static String extra(String name, String extra) {
        if (extra == null) {
            return "";
        }
        if (extra.length() == 1 && Character.isLetter(extra.charAt(0))) {
            return "." + extra; // ".a", and ".b" where it was made anew: linux-hardened up to 5.10.4
        }
        boolean alone = Character.isDigit(extra.charAt(0));
        return "-" + (alone ? WORDS.getOrDefault(name, NO_WORD) : "") + extra;
    }

    private static String ending(String name, boolean hasExtra, KernelVersion version) {
        return switch (name) {
            case "linux-headers" -> hasExtra && version.isAtLeast(PLAIN) ? "" : "-ARCH";
            case "linux-aarch64-headers" -> version.isAtLeast(NAMED_ON_ARM) ? "-aarch64-ARCH" : "-ARCH";
            default -> name.replaceFirst("^linux(-.*)-headers$", "$1");
        };
    }
}
