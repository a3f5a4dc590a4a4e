package io.jenkins.plugins.falcoprobes.kernel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A compiler of a kernel: its family and its major version, for example gcc 12. Old gcc: 4.9 has major 4, minor 9. */
public record CompilerVersion(Family family, int major, int minor) {
    private static final Pattern TEXT = Pattern.compile(
            "(clang version|gcc(?:[-.]\\w[\\w.]*)?(?: version)?\\s+(?:\\([^)]*\\))?)\\s*(\\d{1,3})(?:\\.(\\d{1,3}))?");

    /** Who made the compiler. */
    public enum Family {
        GCC,
        CLANG
    }

    /** gcc of this major version. */
    public static CompilerVersion gcc(int major) {
        return new CompilerVersion(Family.GCC, major, 0);
    }

    /**
     * The compiler that a kernel configuration names: {@code CONFIG_CC_VERSION_TEXT} like
     * {@code gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0} or {@code LINUX_COMPILER} like
     * {@code gcc version 4.8.5 20150623 (Red Hat 4.8.5-4) (GCC)}.
     */
    public static Optional<CompilerVersion> fromText(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Family family = matcher.group(1).startsWith("clang") ? Family.CLANG : Family.GCC;
        int minor = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return Optional.of(new CompilerVersion(family, Integer.parseInt(matcher.group(2)), minor));
    }

    /**
     * The compiler of {@code CONFIG_GCC_VERSION} or {@code CONFIG_CLANG_VERSION}, which are major * 10000 + minor * 100 +
     * patch (Kconfig.include).
     */
    public static CompilerVersion fromConfigNumber(Family family, int number) {
        return new CompilerVersion(family, number / 10000, number / 100 % 100);
    }

    @Override
    public String toString() {
        String name = family == Family.GCC ? "gcc " : "clang ";
        return name + major + (major < 5 ? "." + minor : "");
    }
}
