package io.jenkins.plugins.falcoprobes.kernel;

import java.util.regex.Pattern;

/**
 * A kernel release: what {@code uname -r} prints on a host that runs the kernel, for example {@code 6.1.0-50-amd64}.
 *
 * <p>It comes from repositories and ends up in file names, so nothing but letters, digits and {@code . _ + ~ -} is let
 * in: anything else is an {@link IllegalArgumentException}. The kernel itself holds at most 64 characters
 * ({@code __NEW_UTS_LEN}).
 */
public record KernelRelease(String value) {
    private static final Pattern ALLOWED = Pattern.compile("\\d[A-Za-z0-9._+~-]{0,63}");

    public KernelRelease {
        if (!ALLOWED.matcher(value).matches() || KernelVersion.startOf(value).isEmpty()) {
            throw new IllegalArgumentException("\"" + value + "\" is no kernel release like 6.1.0-50-amd64");
        }
    }

    /** The numbers that the release starts with. */
    public KernelVersion version() {
        return KernelVersion.of(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
