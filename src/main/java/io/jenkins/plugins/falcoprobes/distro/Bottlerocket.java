package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.GitHub;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bottlerocket: a release has variants, each of which names the kernel that it has. A kernel is Amazon Linux' source package,
 * its patches and its configuration, with settings of Bottlerocket's own that come last. Since 1.21 kernels are in a
 * repository of their own, a kit, whose version the release names.
 */
final class Bottlerocket extends ImageKernels {
    static final String ID = "bottlerocket";

    private static final Pattern KIT =
            Pattern.compile("\\[\\[kit]]\\s+name = \"(bottlerocket-(?:kernel|core)-kit)\"\\s+version = \"([0-9.]+)\"");

    /** The members of the workspace: {@code "variants/aws-k8s-1.31"}, up to 1.13 or so {@code "aws-k8s-1.23"}. */
    private static final Pattern VARIANT =
            Pattern.compile("(?m)^\\s*\"(?:variants/)?(([a-z]+)-[a-z0-9]+[a-z0-9.-]*)\",?\\s*$");

    private static final Pattern KERNEL = Pattern.compile("(?m)^\\s*\"(kernel-\\d+\\.\\d+)\",?\\s*$");
    private static final Pattern ARCHITECTURES = Pattern.compile("(?m)^supported-arches = \\[([^]]*)]");

    /** What is fetched is held to the checksum, so it may come from where it likes. */
    private static final Pattern SOURCE = Pattern.compile("url = \"(https?://[^\"\\s]+/(kernel[0-9.]*-"
            + "(\\d+\\.\\d+\\.\\d+)-[^\"/\\s]+\\.src\\.rpm))\"\\s+sha512 = \"([0-9a-f]{128})\"");

    private final Map<String, List<Variant>> variants = new HashMap<>();

    private Bottlerocket(DistroContext context) throws IOException {
        super(ID, "bottlerocket-os/bottlerocket", context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new Bottlerocket(context);
    }

    /**
     * A variant.
     *
     * @param platform the first word of its name, which is all that names of probes have of it: {@code aws}
     * @param kernel its kernel's package: {@code kernel-6.1}
     * @param architectures its machines, as written; all where there are none
     */
    private record Variant(String platform, String kernel, String architectures) {
        boolean isFor(Architecture architecture) {
            return architectures.isEmpty() || architectures.contains(architecture.machine());
        }
    }

    /** A repository that has kernels, at some state. */
    private record Kit(GitHub repository, String ref) {
        Optional<String> text(String path) throws IOException, InterruptedException {
            return repository.file(ref, List.of(path)).map(content -> new String(content, UTF_8));
        }
    }

    @Override
    List<Made> made(GitHub repository, String tag, Architecture architecture) throws IOException, InterruptedException {
        Kit kit = kit(new Kit(repository, tag));
        Set<String> known = new HashSet<>();
        List<Made> made = new ArrayList<>();
        for (Variant variant : variants(new Kit(repository, tag))) {
            if (variant.isFor(architecture) && known.add(variant.platform() + " " + variant.kernel())) {
                made.add(made(kit, variant));
            }
        }
        return made;
    }

    /** Where a release's kernels are: in the kit of kernels, before there was one in that of all packages, or beside it. */
    private Kit kit(Kit release) throws IOException, InterruptedException {
        Matcher kits = KIT.matcher(release.text("Twoliter.toml").orElse(""));
        Optional<Kit> kit = Optional.empty();
        while (kits.find()) {
            boolean ofKernels = kits.group(1).contains("-kernel-");
            if (ofKernels || kit.isEmpty()) {
                kit = Optional.of(new Kit(repository("bottlerocket-os/" + kits.group(1)), "v" + kits.group(2)));
            }
        }
        return kit.orElse(release);
    }

    /** Those for developers are never published. */
    private List<Variant> variants(Kit release) throws IOException, InterruptedException {
        List<Variant> found = variants.get(release.ref());
        if (found != null) {
            return found;
        }
        List<Variant> read = new ArrayList<>();
        Optional<byte[]> workspace =
                release.repository().file(release.ref(), List.of("Cargo.toml", "variants/Cargo.toml"));
        Matcher members = VARIANT.matcher(new String(workspace.orElse(new byte[0]), UTF_8));
        while (members.find()) {
            String manifest = members.group(1).endsWith("-dev")
                    ? ""
                    : release.text("variants/" + members.group(1) + "/Cargo.toml")
                            .orElse("");
            Optional<String> kernel = find(KERNEL, manifest);
            if (kernel.isPresent()) {
                read.add(new Variant(
                        members.group(2),
                        kernel.get(),
                        find(ARCHITECTURES, manifest).orElse("")));
            }
        }
        if (read.isEmpty()) {
            throw new IllegalArgumentException("none of its variants names a kernel");
        }
        variants.put(release.ref(), read);
        return read;
    }

    /** Up to 1.19 each platform has settings of its own, which come after those of all. */
    private static Made made(Kit kit, Variant variant) throws IOException, InterruptedException {
        String folder = "packages/" + variant.kernel() + "/";
        Matcher source = SOURCE.matcher(kit.text(folder + "Cargo.toml").orElse(""));
        Optional<String> shared = kit.text(folder + "config-bottlerocket");
        if (!source.find() || shared.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no source package, or no configuration, in " + folder + " at " + kit.ref());
        }
        Optional<String> own = kit.text(folder + "config-bottlerocket-" + variant.platform());
        KernelConfig config = new KernelConfig(shared.get().getBytes(UTF_8))
                .with(new KernelConfig(own.orElse("").getBytes(UTF_8)));
        URI uri = URI.create(source.group(1));
        String version = source.group(3);
        return new Made(
                version,
                config,
                variant.platform(),
                Optional.of(new KernelPackage(Role.SOURCE, source.group(2), version, uri, 0, source.group(4))));
    }

    @Override
    String versionId(String tag) {
        return tag.substring(1);
    }

    /**
     * Amazon's patches are applied, since they change what modules see. Bottlerocket's are not: they are about how its kernel is
     * packed, and one has the kernel's own programs made anew with every module, for which a tree must be writable.
     */
    @Override
    public KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        return SourceKernels.unpackRpm(downloads(), kernel, config(kernel), target);
    }
}
