package io.jenkins.plugins.falcoprobes.toolchain;

import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import java.util.List;

/**
 * The compilers of one builder image, {@code docker/<id>.Dockerfile}.
 *
 * @param id the image's part of the name, for example {@code bookworm}
 * @param compilers the kernel compilers in it, oldest first; the command is {@code gcc-<major>}
 * @param clang the major version of its clang and llvm, for eBPF
 * @param libc the version of its C library: a kernel's own build programs must run on it
 */
public record Toolchain(String id, List<CompilerVersion> compilers, int clang, String libc) {
    public Toolchain {
        compilers = List.copyOf(compilers);
    }

    @Override
    public String toString() {
        return id;
    }
}
