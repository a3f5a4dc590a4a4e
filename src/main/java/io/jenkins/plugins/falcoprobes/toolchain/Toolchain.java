package io.jenkins.plugins.falcoprobes.toolchain;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import java.util.List;
import java.util.Optional;

/**
 * The compilers of one builder image, {@code docker/<id>.Dockerfile}.
 *
 * @param id the image's part of the name, for example {@code bookworm}
 * @param compilers the kernel compilers in it, oldest first; the command is {@code gcc-<major>}
 * @param clang the major version of its clang and llvm, for eBPF
 * @param libc the version of its C library: a kernel's own build programs must run on it
 * @param target the machine that it builds for; empty for the one that it runs on
 */
public record Toolchain(
        String id, List<CompilerVersion> compilers, int clang, String libc, Optional<Architecture> target) {
    public Toolchain {
        compilers = List.copyOf(compilers);
    }

    /** One for the machine that it runs on. */
    public Toolchain(String id, List<CompilerVersion> compilers, int clang, String libc) {
        this(id, compilers, clang, libc, Optional.empty());
    }

    /** The same compilers for another machine, in an image that is made of this one's. */
    Toolchain to(Architecture machine) {
        return new Toolchain(id + "-" + machine, compilers, clang, libc, Optional.of(machine));
    }

    @Override
    public String toString() {
        return id;
    }
}
