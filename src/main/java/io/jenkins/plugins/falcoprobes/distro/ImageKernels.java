package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.GitHub;
import io.jenkins.plugins.falcoprobes.repository.KernelOrg;
import io.jenkins.plugins.falcoprobes.repository.RateLimitException;
import io.jenkins.plugins.falcoprobes.repository.ServerLogin;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A distribution that is an image, whose repository on GitHub says which kernel each of its releases is made with: a version of
 * kernel.org's or a package of its source, and a configuration.
 */
abstract class ImageKernels implements Distro {
    /** Of releases alone, not of candidates; Docker's community editions have a suffix. */
    private static final Pattern TAG = Pattern.compile("v\\d{1,4}\\.\\d{1,5}\\.\\d{1,5}(?:-ce)?");

    /** Newer releases than the first of so many series are looked at, if nobody says since when; hosts are to follow. */
    private static final int SERIES = 6;

    private final String id;
    private final DistroContext context;
    private final Optional<URI> mirror;
    private final Downloads downloads;
    private final KernelOrg kernelOrg;
    private final GitHub releases;
    private final Map<String, KernelConfig> configs = new HashMap<>();

    /** The kernels of a repository's releases. */
    ImageKernels(String id, String repository, DistroContext context) throws IOException {
        this.id = id;
        this.context = context;
        this.kernelOrg = Vanilla.kernelOrg(context);
        this.mirror = Optional.ofNullable(context.mirrors().get(id));
        this.downloads = context.downloads().with(login(DistroSetting.token(id).name()));
        this.releases = repository(repository);
    }

    /** What users can tell of it. */
    static List<DistroSetting> settings(String id) {
        return List.of(DistroSetting.token(id), DistroSetting.since(id));
    }

    private ServerLogin login(String name) throws IOException {
        Optional<byte[]> token = context.settings().content(name);
        try {
            return token.isEmpty() ? ServerLogin.NONE : GitHub.login(mirror, token.get());
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    /** Another repository of it. */
    final GitHub repository(String repository) {
        return new GitHub(downloads, mirror, repository);
    }

    /** The repository that has its releases. */
    final GitHub releases() {
        return releases;
    }

    final Downloads downloads() {
        return context.downloads();
    }

    /**
     * A kernel that a release is made with.
     *
     * @param version kernel.org's version
     * @param config the configuration, as far as it differs from defaults
     * @param flavour the variant, where names have it; else empty
     * @param source where its source is and what it is verified by; nothing where that is kernel.org's
     */
    record Made(String version, KernelConfig config, String flavour, Optional<KernelPackage> source) {
        Made(String version, KernelConfig config) {
            this(version, config, "", Optional.empty());
        }
    }

    /** The kernels that a release is made with for an architecture; none if it is not made for that one. */
    abstract List<Made> made(GitHub repository, String tag, Architecture architecture)
            throws IOException, InterruptedException;

    /** {@code VERSION_ID} of the os-release of an image with this tag. */
    abstract String versionId(String tag);

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Discovery discover(Set<Architecture> architectures) throws IOException, InterruptedException {
        List<Kernel> kernels = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (String tag : newest(releases.tags())) {
            for (Architecture architecture : architectures.stream().sorted().toList()) {
                try {
                    for (Made made : made(releases, tag, architecture)) {
                        kernels.add(kernel(tag, made, architecture));
                    }
                } catch (RateLimitException e) {
                    throw e; // the other releases would have the same answer
                } catch (DownloadException | IllegalArgumentException e) {
                    warnings.add(id + ": " + tag + " for " + architecture + ": " + e.getMessage());
                }
            }
        }
        if (kernels.isEmpty()) {
            throw new DownloadException(
                    "no release says which kernel it has"
                            + (warnings.isEmpty() ? "" : " (" + String.join("; ", warnings) + ")"),
                    false,
                    null);
        }
        warnings.add(id + ": configurations are read from tags on GitHub, by https: nobody signs them");
        warnings.add(id + ": " + SourceKernels.WARNING);
        return new Discovery(kernels, warnings);
    }

    private List<String> newest(List<String> tags) throws IOException {
        String setting = DistroSetting.since(id).name();
        Optional<String> since = context.settings().text(setting).map(text -> text.replaceFirst("^v?", "v"));
        if (since.isPresent() && !TAG.matcher(since.get()).matches()) {
            throw new DownloadException(
                    setting + ": \"" + context.settings().text(setting).get() + "\" is no release like 1.4.0",
                    false,
                    null);
        }
        List<String> releases = tags.stream()
                .filter(tag -> TAG.matcher(tag).matches())
                .sorted(Comparator.comparing(ImageKernels::version))
                .toList();
        if (since.isPresent()) {
            return releases.stream()
                    .filter(tag -> version(tag).compareTo(version(since.get())) >= 0)
                    .toList();
        }
        List<String> series =
                releases.stream().map(tag -> version(tag).series()).distinct().toList();
        List<String> wanted = series.subList(Math.max(0, series.size() - SERIES), series.size());
        return releases.stream()
                .filter(tag -> wanted.contains(version(tag).series()))
                .toList();
    }

    private static KernelVersion version(String tag) {
        return KernelVersion.of(tag.substring(1));
    }

    /** {@code uname -r} has the version and the configuration's addition to it. */
    private Kernel kernel(String tag, Made made, Architecture architecture) throws IOException, InterruptedException {
        KernelVersion version = KernelVersion.of(made.version());
        KernelPackage source = made.source().isPresent() ? made.source().get() : source(version);
        Kernel kernel = new Kernel(
                id,
                new KernelRelease(
                        version + made.config().value("CONFIG_LOCALVERSION").orElse("")),
                versionId(tag),
                "1",
                architecture,
                made.flavour(),
                List.of(tag),
                List.of(source),
                made.config().compiler(),
                Optional.empty());
        configs.put(key(kernel), made.config());
        return kernel;
    }

    private KernelPackage source(KernelVersion version) throws IOException, InterruptedException {
        KernelOrg.Tarball tarball = kernelOrg
                .find(version)
                .orElseThrow(() -> new IllegalArgumentException("kernel.org's list has no version " + version));
        return SourceKernels.source(tarball, version);
    }

    private static String key(Kernel kernel) {
        return String.join(
                " ",
                kernel.packageVersion(),
                kernel.flavour(),
                kernel.release().value(),
                kernel.architecture().machine());
    }

    /** The configuration that a kernel was found with. */
    final KernelConfig config(Kernel kernel) {
        return configs.get(key(kernel));
    }

    @Override
    public KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        return SourceKernels.unpack(context.downloads(), kernel, Optional.of(config(kernel)), target);
    }

    /** What the image's makers began with; hosts have what the kernel's own tools made of it. */
    @Override
    public final List<KernelConfig> bootConfigs(Kernel kernel) {
        return config(kernel).titled();
    }

    /** The first group where a line of a text fits. */
    static Optional<String> find(Pattern line, String text) {
        Matcher matcher = line.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
