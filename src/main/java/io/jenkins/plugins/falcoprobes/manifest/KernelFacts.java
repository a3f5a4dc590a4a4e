package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;

/**
 * The kernel that a published probe is for. These are texts: an index may have been written by a program that knows more.
 *
 * @param distro the distribution's id, for example {@code debian}
 * @param release what {@code uname -r} prints
 * @param packageVersion the version of the distribution's package
 * @param version what {@code uname -v} prints after its {@code #}, as far as loaders use it
 * @param architecture what {@code uname -m} prints
 * @param flavour the variant without the architecture; empty for the plain one
 */
public record KernelFacts(
        String distro, String release, String packageVersion, String version, String architecture, String flavour) {
    static KernelFacts of(Kernel kernel) {
        return new KernelFacts(
                kernel.distro(),
                kernel.release().value(),
                kernel.packageVersion(),
                kernel.buildVersion(),
                kernel.architecture().machine(),
                kernel.flavour());
    }
}
