package io.jenkins.plugins.falcoprobes.toolchain;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion.Family;
import java.util.List;
import java.util.Optional;

/**
 * The compilers of one builder image, {@code docker/<id>.Dockerfile}.
 *
 * @param id the image's part of the name, for example {@code bookworm}
 * @param gcc the kernel compilers in it, oldest first; the command is {@code gcc-<major>}, of old ones
 *     {@code gcc-<major>.<minor>}
 * @param clang its clang, llvm and lld: for eBPF, and for kernels that were made with clang; some images have none
 * @param libc the version of its C library: a kernel's own build programs must run on it
 * @param archived whether its packages have left their distribution's servers for an archive, which not every network
 *     that builds reaches
 * @param target the machine that it builds for; empty for the one that it runs on
 */
public record Toolchain(
        String id,
        List<CompilerVersion> gcc,
        Optional<CompilerVersion> clang,
        String libc,
        boolean archived,
        Optional<Architecture> target) {
    public Toolchain {
        gcc = List.copyOf(gcc);
    }

    /** Its compilers of one family. */
    List<CompilerVersion> compilers(Family family) {
        return family == Family.GCC ? gcc : clang.stream().toList();
    }

    /** One for the machine that it runs on. */
    Toolchain(String id, List<CompilerVersion> gcc, Optional<CompilerVersion> clang, String libc, boolean archived) {
        this(id, gcc, clang, libc, archived, Optional.empty());
    }

    /** The same compilers for another machine, in an image that is made of this one's. */
    Toolchain to(Architecture machine) {
        return new Toolchain(id + "-" + machine, gcc, clang, libc, archived, Optional.of(machine));
    }

    @Override
    public String toString() {
        return id;
    }
}
