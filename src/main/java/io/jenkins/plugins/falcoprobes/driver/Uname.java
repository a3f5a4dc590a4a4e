package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code uname} says on a host.
 *
 * @param release {@code uname -r}, for example {@code 6.1.0-50-amd64}
 * @param version {@code uname -v}, for example {@code #1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02)}
 * @param machine {@code uname -m}
 */
public record Uname(String release, String version, Architecture machine) {
    /** As much as goes into a file name; what a host really has is never longer than the kernel's 64 characters. */
    private static final Pattern RELEASE = Pattern.compile("\\d[A-Za-z0-9._+~-]{0,63}");

    private static final Pattern VERSION = Pattern.compile("[\\x20-\\x7e]{1,256}");

    /** The word that {@code uname -m} prints on other machines; named so that they can be told. */
    private static final Pattern OTHER_MACHINE =
            Pattern.compile("i[3-6]86|armv\\d\\w*|arm|ppc64(?:le)?|s390x?|riscv64|loongarch64|mips\\w*");

    /** A text is an {@link IllegalArgumentException} if no host has it: it ends up in names and addresses. */
    public Uname {
        if (!RELEASE.matcher(release).matches()) {
            throw new IllegalArgumentException(
                    "\"" + release + "\" is no kernel release; accepted are releases like 6.1.0-50-amd64");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("\"" + version + "\" is no kernel version; accepted is what uname -v"
                    + " prints, like #1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02)");
        }
    }

    /**
     * Reads what {@code uname -a} prints: {@code Linux}, the host's name, the release, the version, which has blanks in
     * it, the machine. What follows differs between distributions ({@code x86_64 x86_64 GNU/Linux}, the processor's name)
     * and says nothing more.
     *
     * @throws IllegalArgumentException with what is wrong and what is accepted, if it is something else
     */
    public static Uname parse(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        if (words.size() < 5 || !words.get(0).equals("Linux") || !words.get(3).startsWith("#")) {
            throw new IllegalArgumentException("\"" + text.strip()
                    + "\" is not what uname -a prints; accepted are lines like Linux web1 6.1.0-50-amd64 #1 SMP"
                    + " PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02) x86_64 GNU/Linux");
        }
        for (int i = 4; i < words.size(); i++) {
            Optional<Architecture> machine = machine(words.get(i));
            if (machine.isPresent()) {
                return new Uname(words.get(2), String.join(" ", words.subList(3, i)), machine.get());
            }
            if (OTHER_MACHINE.matcher(words.get(i)).matches()) {
                throw new IllegalArgumentException(
                        "a machine of " + words.get(i) + " has no probes; accepted are x86_64 and aarch64");
            }
        }
        throw new IllegalArgumentException(
                "\"" + text.strip() + "\" has no machine; accepted are x86_64 and aarch64, as uname -m prints them");
    }

    private static Optional<Architecture> machine(String word) {
        for (Architecture architecture : Architecture.values()) {
            if (architecture.machine().equals(word)) {
                return Optional.of(architecture);
            }
        }
        return Optional.empty();
    }
}
