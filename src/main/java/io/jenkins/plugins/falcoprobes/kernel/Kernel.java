package io.jenkins.plugins.falcoprobes.kernel;

import java.util.List;
import java.util.Optional;

/**
 * A kernel that a distribution publishes.
 *
 * @param distro the distribution's id, for example {@code debian}
 * @param release what {@code uname -r} prints
 * @param packageVersion the version of the distribution's package, for example {@code 6.1.176-1}; where the distribution
 *     is an image, {@code VERSION_ID} of its os-release
 * @param buildVersion the first word of {@code uname -v}, without its {@code #}, for example {@code 1} or
 *     {@code 66~20.04.1-Ubuntu}
 * @param architecture the machine that it runs on
 * @param flavour the variant without the architecture: empty for the plain one, else {@code cloud}, {@code rt}, ...
 * @param origins where it was found, for people, for example {@code bookworm-security}
 * @param packages what must be fetched to build for it, {@link KernelPackage.Role#CONFIG} among them
 * @param compiler the compiler that it was built with, as far as the metadata tells; its configuration decides
 * @param libc the C library that its own build programs need at least, for example {@code 2.34}, where known
 * @param target the id of the distribution whose hosts run it; another one than {@code distro} where that is only where
 *     somebody else wrote down what to build
 */
public record Kernel(
        String distro,
        KernelRelease release,
        String packageVersion,
        String buildVersion,
        Architecture architecture,
        String flavour,
        List<String> origins,
        List<KernelPackage> packages,
        Optional<CompilerVersion> compiler,
        Optional<String> libc,
        String target) {

    public Kernel {
        origins = List.copyOf(origins);
        packages = List.copyOf(packages);
    }

    /** A kernel that its own distribution's hosts run. */
    public Kernel(
            String distro,
            KernelRelease release,
            String packageVersion,
            String buildVersion,
            Architecture architecture,
            String flavour,
            List<String> origins,
            List<KernelPackage> packages,
            Optional<CompilerVersion> compiler,
            Optional<String> libc) {
        this(
                distro,
                release,
                packageVersion,
                buildVersion,
                architecture,
                flavour,
                origins,
                packages,
                compiler,
                libc,
                distro);
    }

    /** The packages of one role, in the order in which they were listed. */
    public List<KernelPackage> packages(KernelPackage.Role role) {
        return packages.stream().filter(p -> p.role() == role).toList();
    }

    /** Whether its headers and build programs are made of its source, where its probes are built. */
    public boolean isOfSource() {
        return !packages(KernelPackage.Role.SOURCE).isEmpty();
    }

    /** The same kernel, with more known of its packages. */
    public Kernel with(List<KernelPackage> known) {
        return new Kernel(
                distro,
                release,
                packageVersion,
                buildVersion,
                architecture,
                flavour,
                origins,
                known,
                compiler,
                libc,
                target);
    }

    /** The same kernel, now that its build programs were made: they need this C library at least. */
    public Kernel needing(String madeWith) {
        return new Kernel(
                distro,
                release,
                packageVersion,
                buildVersion,
                architecture,
                flavour,
                origins,
                packages,
                compiler,
                Optional.of(madeWith),
                target);
    }

    /** One line for people: {@code debian 6.1.0-50-amd64}. */
    @Override
    public String toString() {
        return distro + " " + release;
    }
}
