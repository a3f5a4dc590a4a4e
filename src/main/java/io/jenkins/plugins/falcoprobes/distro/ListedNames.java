package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an entry of a list says in names: kernel-crawler's conventions are those of driverkit, which differ by distribution
 * and from what hosts say of themselves.
 *
 * @param target the distribution's id here
 * @param release what {@code uname -r} prints
 * @param packageVersion the version of its package, or of its image
 * @param buildVersion the first word of {@code uname -v}
 * @param flavour the variant, where names have it
 * @param packages what is built from; empty where that is source
 */
record ListedNames(
        String target,
        KernelRelease release,
        String packageVersion,
        String buildVersion,
        String flavour,
        List<KernelPackage> packages) {
    /** Of an image: {@code 1_1.26.0}, {@code 1_1.13.0-aws}. */
    private static final Pattern IMAGE = Pattern.compile("(\\d+)_(v?\\d+(?:\\.\\d+)*)(?:-(.+))?");

    private static final Pattern ARM = Pattern.compile("aarch64|arm64");
    private static final Pattern X86 = Pattern.compile("x86_64|amd64");

    /** Reads them, of each kernel in the entry; {@link IllegalArgumentException} where nothing can be built of it. */
    static List<ListedNames> of(ListedKernel listed) {
        if (listed.target().equals("flatcar")) {
            throw new IllegalArgumentException(
                    "the release of Flatcar that a list has does not say which kernel it is; use the distribution flatcar");
        }
        return ListedPackages.of(listed.headers()).stream()
                .map(packages -> of(listed, packages))
                .toList();
    }

    private static ListedNames of(ListedKernel listed, List<KernelPackage> packages) {
        String target = listed.target().startsWith("ubuntu") ? "ubuntu" : listed.target();
        Matcher image = IMAGE.matcher(listed.version());
        if (image.matches()) {
            boolean talos = target.equals("talos") && !image.group(2).startsWith("v");
            return new ListedNames(
                    target,
                    new KernelRelease(listed.release()),
                    (talos ? "v" : "") + image.group(2),
                    image.group(1),
                    Optional.ofNullable(image.group(3)).orElse(""),
                    packages);
        }
        Optional<KernelPackage> deb =
                packages.stream().filter(ListedPackages::isNamedByKernel).findFirst();
        // Debian's entries have the package's version in the place of the ABI that uname prints.
        String release = deb.map(part -> part.name().substring("linux-headers-".length()))
                .orElse(listed.release());
        return new ListedNames(
                target,
                new KernelRelease(release),
                deb.map(KernelPackage::version).orElse(listed.release()),
                listed.version() + (target.equals("ubuntu") ? "-Ubuntu" : ""),
                "",
                packages);
    }

    /** The name of the file at an address. */
    static String file(URI uri) {
        return uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
    }

    /** Those that it may be for: a list says it in names only, or not at all. */
    static List<Architecture> architectures(ListedKernel listed, Set<Architecture> asked) {
        String names = listed.release() + " " + listed.headers();
        boolean arm = ARM.matcher(names).find();
        boolean x86 = X86.matcher(names).find();
        return SourceKernels.architectures(listed.config(), asked).stream()
                .filter(each -> arm == x86 || (each == Architecture.AARCH64) == arm)
                .toList();
    }
}
