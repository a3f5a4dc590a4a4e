package io.jenkins.plugins.falcoprobes.toolchain;

import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;

/**
 * One way to build for a kernel.
 *
 * @param toolchain the builder image
 * @param compiler the compiler in it that makes the module
 */
public record Choice(Toolchain toolchain, CompilerVersion compiler) {

    /** The compiler's command in the image, for example {@code gcc-12} or {@code gcc-4.8}. */
    public String command() {
        return compiler.toString().replace(' ', '-');
    }

    /** For people: {@code gcc-12 of bookworm}. */
    @Override
    public String toString() {
        return command() + " of " + toolchain;
    }
}
