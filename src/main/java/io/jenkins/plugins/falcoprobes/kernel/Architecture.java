package io.jenkins.plugins.falcoprobes.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A machine architecture, with the names that the kernel, Debian and ELF have for it. */
public enum Architecture {
    X86_64("x86_64", "amd64", 62),
    AARCH64("aarch64", "arm64", 183);

    private final String machine;
    private final String debian;
    private final int elfMachine;

    Architecture(String machine, String debian, int elfMachine) {
        this.machine = machine;
        this.debian = debian;
        this.elfMachine = elfMachine;
    }

    /** The name that {@code uname -m} prints, for example {@code x86_64}. */
    public String machine() {
        return machine;
    }

    /** Debian's name, for example {@code amd64}. */
    public String debian() {
        return debian;
    }

    /** {@code e_machine} of an ELF object for this architecture (elf.h, {@code EM_X86_64}, {@code EM_AARCH64}). */
    public int elfMachine() {
        return elfMachine;
    }

    /** The folders below the kernel's {@code arch/} that a build for this architecture reads. */
    public List<String> sourceFolders() {
        // arm64's headers include some of arm's (asm/opcodes.h, xen/interface.h).
        return this == AARCH64 ? List.of("arm64", "arm") : List.of("x86");
    }

    /**
     * Whether builder images of such machines have compilers for another one: each for its own, x86_64 for aarch64 too
     * ({@code docker/cross-aarch64.Dockerfile}).
     */
    public boolean compilesFor(Architecture target) {
        return this == target || (this == X86_64 && target == AARCH64);
    }

    /** The architecture with this name, the kernel's or Debian's, in any case. */
    public static Optional<Architecture> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Architecture architecture : values()) {
            if (architecture.machine.equals(lower) || architecture.debian.equals(lower)) {
                return Optional.of(architecture);
            }
        }
        return Optional.empty();
    }

    /**
     * The architecture of the machine that this JVM runs on.
     *
     * @throws IllegalStateException on a machine that no probe can be built on
     */
    public static Architecture host() {
        String name = System.getProperty("os.arch");
        return named(name)
                .orElseThrow(() -> new IllegalStateException(
                        "This machine's architecture is " + name + "; x86_64 or aarch64 is needed."));
    }

    @Override
    public String toString() {
        return machine;
    }
}
