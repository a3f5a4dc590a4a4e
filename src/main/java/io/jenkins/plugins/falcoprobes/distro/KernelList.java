package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.DebArchive;
import io.jenkins.plugins.falcoprobes.archive.RpmArchive;
import io.jenkins.plugins.falcoprobes.archive.Tarball;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.GivenFiles;
import io.jenkins.plugins.falcoprobes.repository.KernelOrg;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Kernels that a user brings along: a list with the addresses of their headers, or of their source, as kernel-crawler writes
 * it. They belong to the distributions that the list names; nobody vouches for the packages.
 */
final class KernelList implements Distro {
    static final String ID = "list";

    static final DistroSetting FILE = new DistroSetting(
            ID + ".file", DistroSetting.Kind.FILE, "a list of kernels like kernel-crawler's list.json");

    /** How many entries that are of no use are told one by one. */
    private static final int TOLD = 5;

    /** The folders that packages have headers in. */
    private static final Map<String, String> FOLDERS = Map.of(
            "usr/src/kernels/[^/]+",
            KernelTree.BUILD_FOLDER,
            "usr/src/linux-headers-[^/]+",
            KernelTree.BUILD_FOLDER,
            "(?:usr/)?lib/modules/[^/]+/build",
            KernelTree.BUILD_FOLDER);

    private final String id;
    private final DistroContext context;
    private final Entries entries;
    private final String whereConfigIs;
    private final KernelOrg kernelOrg;
    private final Map<String, KernelConfig> configs = new LinkedHashMap<>();

    /**
     * Kernels of a user's.
     *
     * @param entries what they are
     * @param whereConfigIs the setting that says a kernel's configuration, for people
     */
    KernelList(String id, DistroContext context, Entries entries, String whereConfigIs) throws IOException {
        this.id = id;
        this.context = context;
        this.entries = entries;
        this.whereConfigIs = whereConfigIs;
        this.kernelOrg = Vanilla.kernelOrg(context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new KernelList(ID, context, () -> listed(context), "kernelconfigdata in " + FILE.name());
    }

    /** Where the kernels are written down. */
    interface Entries {
        /** All of them; a {@link DownloadException} in one line where they cannot be read. */
        List<ListedKernel> read() throws IOException;
    }

    private static List<ListedKernel> listed(DistroContext context) throws IOException {
        try {
            return ListedKernel.read(context.settings().content(FILE.name()).orElse(new byte[0]));
        } catch (IOException e) {
            throw new DownloadException(FILE.name() + ": " + e.getMessage(), false, e);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Discovery discover(Set<Architecture> architectures) throws IOException, InterruptedException {
        Map<String, Kernel> kernels = new LinkedHashMap<>();
        List<String> useless = new ArrayList<>();
        for (ListedKernel each : entries.read()) {
            for (Architecture architecture : ListedNames.architectures(each, architectures)) {
                try {
                    for (ListedNames names : ListedNames.of(each)) {
                        Kernel kernel = kernel(each, names, architecture);
                        kernels.putIfAbsent(key(kernel), kernel);
                        each.config().ifPresent(config -> configs.putIfAbsent(key(kernel), config));
                    }
                } catch (IllegalArgumentException | DownloadException e) {
                    useless.add(each.target() + " " + each.release() + ": " + e.getMessage());
                }
            }
        }
        List<String> warnings = new ArrayList<>();
        useless.stream().limit(TOLD).forEach(line -> warnings.add(id + ": " + line));
        if (useless.size() > TOLD) {
            warnings.add(id + ": " + (useless.size() - TOLD) + " more entries are of no use");
        }
        if (kernels.values().stream()
                .flatMap(kernel -> kernel.packages().stream())
                .anyMatch(part -> part.sha256().isEmpty())) {
            warnings.add(id + ": nobody vouches for its packages: they are used as they come");
        }
        if (kernels.values().stream().anyMatch(Kernel::isOfSource)) {
            warnings.add(id + ": " + SourceKernels.WARNING);
        }
        return new Discovery(List.copyOf(kernels.values()), warnings);
    }

    private static String key(Kernel kernel) {
        return String.join(
                " ",
                kernel.target(),
                kernel.release().value(),
                kernel.packageVersion(),
                kernel.flavour(),
                kernel.buildVersion(),
                kernel.architecture().machine());
    }

    private Kernel kernel(ListedKernel listed, ListedNames names, Architecture architecture)
            throws IOException, InterruptedException {
        KernelVersion version = names.release().version();
        return new Kernel(
                id,
                names.release(),
                names.packageVersion(),
                names.buildVersion(),
                architecture,
                names.flavour(),
                List.of(listed.target()),
                listed.headers().isEmpty() ? List.of(source(listed, version)) : names.packages(),
                listed.config().flatMap(KernelConfig::compiler),
                Optional.empty(),
                names.target());
    }

    private KernelPackage source(ListedKernel listed, KernelVersion version) throws IOException, InterruptedException {
        if (listed.source().isPresent()) {
            URI own = listed.source().get();
            return new KernelPackage(Role.SOURCE, ListedNames.file(own), version.toString(), own, 0, "");
        }
        KernelOrg.Tarball tarball = kernelOrg
                .find(version)
                .orElseThrow(() -> new IllegalArgumentException(
                        "it has no headers, and kernel.org's list has no source of " + version));
        return SourceKernels.source(tarball, version);
    }

    @Override
    public KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        if (kernel.isOfSource()) {
            return SourceKernels.unpack(
                    context.downloads(), kernel, Optional.ofNullable(configs.get(key(kernel))), target);
        }
        Map<Role, Path> files = new EnumMap<>(Role.class);
        List<KernelPackage> known = new ArrayList<>();
        for (KernelPackage part : kernel.packages()) {
            Downloads.Fetched fetched = GivenFiles.fetch(context.downloads(), part.uri());
            known.add(part.as(fetched.size(), fetched.sha256()));
            files.put(part.role(), fetched.file());
        }
        Kernel fetched = kernel.with(known);
        KernelPackage first = known.get(0);
        if (ListedPackages.isNamedByKernel(first)) {
            return new AptTree(fetched, target).unpack(files);
        }
        String path = first.uri().getPath();
        boolean deb = path.endsWith(".deb");
        HeadersTree tree = new HeadersTree(fetched, target, deb ? folderOf(kernel) : FOLDERS);
        Path file = files.get(Role.HEADERS);
        if (deb) {
            DebArchive.unpack(first.name(), file, tree.unpacker(), tree);
        } else if (path.endsWith(".rpm")) {
            RpmArchive.unpack(first.name(), file, tree.unpacker(), tree);
        } else {
            Tarball.unpack(file, tree.unpacker(), tree);
        }
        return tree.finish();
    }

    /** Raspberry Pi OS had a package with the headers of several kernels ({@code raspberrypi-kernel-headers}). */
    private static Map<String, String> folderOf(Kernel kernel) {
        return Map.of("usr/src/linux-headers-" + Pattern.quote(kernel.release().value()), KernelTree.BUILD_FOLDER);
    }

    @Override
    public List<KernelConfig> bootConfigs(Kernel kernel) throws IOException {
        return List.of(Optional.ofNullable(configs.get(key(kernel)))
                .orElseThrow(() -> new UnknownConfigException(
                        "names with the md5 of the configuration need its " + whereConfigIs)));
    }
}
