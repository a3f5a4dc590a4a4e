package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.RpmKeys;
import io.jenkins.plugins.falcoprobes.repository.RpmRepositories;
import io.jenkins.plugins.falcoprobes.repository.ServerLogin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A distribution of rpm packages: what they have in common. What is different is in each one's {@link RpmTable}. */
class RpmDistro implements Distro {
    private final String id;
    private final RpmTable table;
    private final Downloads downloads;
    private final Map<String, URI> mirrors;
    private final Optional<RpmKeys> keys;
    private final RpmPackages packages;

    /** A distribution by its own table and keys. */
    RpmDistro(String id, DistroContext context) throws IOException {
        this(id, RpmTable.of(id), keys(id, context.settings()), context);
    }

    RpmDistro(String id, RpmTable table, Optional<RpmKeys> keys, DistroContext context) throws IOException {
        this.id = id;
        this.table = table;
        this.keys = keys;
        this.mirrors = context.mirrors();
        this.downloads = context.downloads().with(login(context.settings()));
        this.packages = new RpmPackages(downloads, keys);
    }

    private ServerLogin login(DistroSettings settings) throws IOException {
        try {
            return ServerLogin.of(
                    table.servers(id, mirrors),
                    new ServerLogin.Parts(
                            settings.content(id + ".certificate"),
                            settings.content(id + ".key"),
                            settings.content(id + ".ca"),
                            settings.content(id + ".header")));
        } catch (IOException e) {
            throw e.getMessage().startsWith(id + ".") ? e : new IOException(id + "." + e.getMessage(), e);
        }
    }

    private static Optional<RpmKeys> keys(String id, DistroSettings settings) throws IOException {
        Optional<byte[]> own = settings.content(DistroSetting.keys(id).name());
        RpmTable table = RpmTable.of(id);
        String file = table.keys();
        if (own.isPresent() || file.isEmpty()) {
            return own.map(keys -> new RpmKeys(keys, table.sha1()));
        }
        try (InputStream in = RpmDistro.class.getResourceAsStream(file)) {
            return Optional.of(new RpmKeys(in.readAllBytes(), table.sha1()));
        }
    }

    /** What users can name mirrors for. */
    static List<String> mirrors(String id) {
        try {
            return RpmTable.mirrors(id, RpmTable.of(id).bases());
        } catch (IOException e) {
            throw new IllegalStateException("A table in the program's own jar can be read", e);
        }
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Discovery discover(Set<Architecture> architectures) throws IOException, InterruptedException {
        RpmRepositories repositories = new RpmRepositories(downloads, table.sources(id, architectures, mirrors), keys);
        RpmRepositories.Contents contents = repositories.packages(table.packageNames());
        // Some repositories hold packages of every architecture.
        Discovery found = RpmKernels.find(
                id,
                table,
                contents.packages().stream()
                        .filter(each -> Architecture.named(each.architecture())
                                .map(architectures::contains)
                                .orElse(each.architecture().equals("noarch")))
                        .toList());
        List<String> warnings = new ArrayList<>();
        contents.warnings().forEach(line -> warnings.add(id + ": " + line));
        found.warnings().forEach(line -> warnings.add(id + ": " + line));
        if (found.kernels().isEmpty()) {
            // There always are kernels: whoever answers that there are none has no such repository.
            throw new DownloadException(
                    "no repository that answered lists a kernel"
                            + (warnings.isEmpty() ? "" : " (" + String.join("; ", warnings) + ")"),
                    false,
                    null);
        }
        if (keys.isEmpty()) {
            warnings.add(
                    id + ": no key of this distribution is known here: packages are held to the checksums of indexes"
                            + " that nobody signed");
        }
        return new Discovery(found.kernels(), warnings);
    }

    @Override
    public final KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        Map<Role, Path> rpms = new EnumMap<>(Role.class);
        for (KernelPackage each : kernel.packages()) {
            if (each.role() != Role.CONFIG) {
                rpms.put(each.role(), packages.fetch(each));
            }
        }
        return new RpmTree(kernel, headers(kernel), target).unpack(rpms);
    }

    /** Headers have the sources of their build programs; but where flavours share them, these are elsewhere. */
    @Override
    public final boolean isBuildableOn(Architecture builder, Kernel kernel) {
        boolean whole = kernel.packages(Role.COMMON_HEADERS).isEmpty();
        return builder == kernel.architecture() || (whole && builder.compilesFor(kernel.architecture()));
    }

    @Override
    public final List<KernelConfig> bootConfigs(Kernel kernel) throws IOException, InterruptedException {
        RpmHeaders headers = headers(kernel);
        String tree = headers.folder(
                headers.tree(),
                kernel.packageVersion(),
                kernel.release().value(),
                kernel.architecture().machine());
        return List.of(new RpmConfig(downloads, packages).read(kernel, tree + "/.config"));
    }

    private RpmHeaders headers(Kernel kernel) {
        String name = kernel.packages(Role.HEADERS).get(0).name();
        return table.headers().stream()
                .filter(headers -> headers.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(kernel + " is no kernel of " + id));
    }
}
