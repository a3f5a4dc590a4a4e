package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.repository.DebianVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages of an entry of a list. kernel-crawler names each as often as there are mirrors with it, and puts the flavours of one
 * Ubuntu or Debian source in one entry: each of these is a kernel.
 */
final class ListedPackages {
    private static final Pattern DEB =
            Pattern.compile("(linux-(?:[a-z0-9.+-]+-)?(headers|kbuild)-(\\d[^_]*))_([^_]+)_(\\w+)\\.deb");

    private static final Pattern RPM = Pattern.compile(".+-([^-]+-[^-]+)\\.rpm");
    private static final String COMMON = "-common";

    private final List<Deb> headers = new ArrayList<>();
    private final List<Deb> shared = new ArrayList<>();
    private final List<Deb> kbuild = new ArrayList<>();
    private final Map<String, KernelPackage> others = new LinkedHashMap<>();

    /** A Debian package; {@code rest} is what its name has after {@code headers-}. */
    private record Deb(String rest, KernelPackage part) {}

    private ListedPackages() {}

    /**
     * What each kernel of an entry is built from; one without packages, if there are none.
     *
     * @throws IllegalArgumentException where nothing can be built of them
     */
    static List<List<KernelPackage>> of(List<URI> addresses) {
        if (addresses.isEmpty()) {
            return List.of(List.of());
        }
        Map<String, URI> byFile = new LinkedHashMap<>();
        addresses.forEach(uri -> byFile.putIfAbsent(ListedNames.file(uri), uri));
        ListedPackages packages = new ListedPackages();
        byFile.forEach(packages::add);
        return packages.kernels();
    }

    /** Whether it is a {@code .deb} as Debian and Ubuntu have them, whose name says which kernel it is of. */
    static boolean isNamedByKernel(KernelPackage part) {
        return DEB.matcher(ListedNames.file(part.uri())).matches();
    }

    private void add(String file, URI uri) {
        Matcher deb = DEB.matcher(file);
        if (deb.matches()) {
            boolean ofKbuild = deb.group(2).equals("kbuild");
            // Ubuntu's linux-aws-headers-5.15.0-1050 and, for all architectures, linux-headers-5.15.0-89; Debian's
            // ...-common-rt.
            boolean isShared = deb.group(5).equals("all")
                    || deb.group(3).contains(COMMON)
                    || !deb.group(1).startsWith("linux-headers-");
            Role role = ofKbuild ? Role.KBUILD : isShared ? Role.COMMON_HEADERS : Role.HEADERS;
            (ofKbuild ? kbuild : isShared ? shared : headers)
                    .add(new Deb(deb.group(3), new KernelPackage(role, deb.group(1), deb.group(4), uri, 0, "")));
        } else {
            others.put(file, new KernelPackage(Role.HEADERS, file, "", uri, 0, ""));
        }
    }

    private List<List<KernelPackage>> kernels() {
        List<List<KernelPackage>> kernels = new ArrayList<>();
        for (Deb each : headers) {
            List<KernelPackage> parts = new ArrayList<>(List.of(each.part));
            sharedOf(each).map(Deb::part).ifPresent(parts::add);
            kbuildOf(each).map(Deb::part).ifPresent(parts::add);
            kernels.add(parts);
        }
        // Ubuntu's linux-headers-tegra-oot-... have headers of modules that are not the kernel's own.
        others.keySet().removeIf(file -> file.contains("-oot-"));
        if (!others.isEmpty()) {
            kernels.add(List.of(plainest()));
        }
        if (kernels.isEmpty()) {
            throw new IllegalArgumentException("none of its packages has the kernel's own headers");
        }
        return kernels;
    }

    /** Of the same upload where there is such a one, and for the flavour where it has one of its own ({@code common-rt}). */
    private Optional<Deb> sharedOf(Deb headers) {
        return shared.stream()
                .filter(each -> {
                    String[] abi = each.rest.split(COMMON, 2);
                    return headers.rest.startsWith(abi[0] + "-")
                            && (abi.length < 2 || (headers.rest + "-").contains(abi[1] + "-"));
                })
                .max(Comparator.<Deb, Boolean>comparing(
                                each -> each.part.version().equals(headers.part.version()))
                        .thenComparing(each -> each.rest.length()));
    }

    /** Of the same upload, else the newest. */
    private Optional<Deb> kbuildOf(Deb headers) {
        return kbuild.stream()
                .max(Comparator.<Deb, Boolean>comparing(
                                each -> each.part.version().equals(headers.part.version()))
                        .thenComparing(each -> each.part.version(), DebianVersion.ORDER));
    }

    /** Of Photon's {@code linux-devel} and {@code linux-aws-devel} of one version, whose release an entry has, the first. */
    private KernelPackage plainest() {
        long versions = others.keySet().stream()
                .map(RPM::matcher)
                .map(rpm -> rpm.matches() ? rpm.group(1) : "")
                .distinct()
                .count();
        if (others.size() > 1 && (versions > 1 || !RPM.matcher(first()).matches())) {
            throw new IllegalArgumentException("it has two packages of one kind, of which "
                    + others.keySet().stream().skip(1).findFirst().orElseThrow() + " is the second");
        }
        return others.values().stream()
                .min(Comparator.comparingInt(each -> each.name().length()))
                .orElseThrow();
    }

    private String first() {
        return others.keySet().iterator().next();
    }
}
