package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One kernel of a user's own, told by settings: its packages, or its source and configuration. */
final class Custom {
    static final String ID = "custom";

    static final DistroSetting RELEASE =
            new DistroSetting(ID + ".release", DistroSetting.Kind.TEXT, "the kernel as uname -r prints it");

    private static final DistroSetting PACKAGES = new DistroSetting(
            ID + ".packages",
            DistroSetting.Kind.TEXT,
            "its packages of headers: addresses, paths, or the path of a folder that has them, with spaces between them");

    private static final DistroSetting SOURCE = new DistroSetting(
            ID + ".source",
            DistroSetting.Kind.TEXT,
            "its source, a tarball: an address or a path; without source and packages, kernel.org's");

    private static final DistroSetting CONFIG =
            new DistroSetting(ID + ".config", DistroSetting.Kind.FILE, "its configuration, as /proc/config.gz has it");

    private static final DistroSetting TARGET = new DistroSetting(
            ID + ".target",
            DistroSetting.Kind.TEXT,
            "the distribution whose hosts run it, as names of probes have it; without it, " + ID);

    private static final DistroSetting VERSION = new DistroSetting(
            ID + ".version",
            DistroSetting.Kind.TEXT,
            "the number that follows the # of uname -v, or 1_ and an image's version; without it, 1");

    static final List<DistroSetting> SETTINGS = List.of(RELEASE, PACKAGES, SOURCE, CONFIG, TARGET, VERSION);

    private static final Pattern ADDRESS = Pattern.compile("(?:https?|file):.*");
    private static final Pattern PACKAGE = Pattern.compile(".*\\.(?:deb|rpm)|.*\\.tar(?:\\.\\w+)?|.*\\.tgz");

    private Custom() {}

    static Distro create(DistroContext context) throws IOException {
        return new KernelList(ID, context, () -> List.of(kernel(context.settings())), CONFIG.name());
    }

    private static ListedKernel kernel(DistroSettings settings) throws IOException {
        List<URI> packages = addresses(settings, PACKAGES);
        List<URI> source = addresses(settings, SOURCE);
        if (source.size() > 1 || (!source.isEmpty() && !packages.isEmpty())) {
            throw new DownloadException(
                    SOURCE.name() + ": takes one file, and none where " + PACKAGES.name() + " is set", false, null);
        }
        return new ListedKernel(
                text(settings, RELEASE, ""),
                text(settings, VERSION, "1"),
                text(settings, TARGET, ID),
                packages,
                source.stream().findFirst(),
                SourceKernels.config(settings, CONFIG));
    }

    private static String text(DistroSettings settings, DistroSetting setting, String otherwise) {
        return settings.text(setting.name()).map(String::strip).orElse(otherwise);
    }

    private static List<URI> addresses(DistroSettings settings, DistroSetting setting) throws IOException {
        Optional<String> value = settings.text(setting.name()).map(String::strip);
        List<URI> addresses = new ArrayList<>();
        for (String word : value.map(text -> text.split("\\s+", -1)).orElse(new String[0])) {
            try {
                addresses.addAll(ADDRESS.matcher(word).matches() ? List.of(URI.create(word)) : files(Path.of(word)));
            } catch (IllegalArgumentException e) {
                throw new DownloadException(setting.name() + ": " + e.getMessage(), false, e);
            }
        }
        return addresses;
    }

    /** A file, or the packages in a folder. */
    private static List<URI> files(Path path) throws IOException {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(
                    "\"" + path + "\" is neither an address (http, https, file) nor an absolute path");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path.toUri());
        }
        try (Stream<Path> files = Files.list(path)) {
            List<URI> packages = files.filter(file ->
                            PACKAGE.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .map(Path::toUri)
                    .toList();
            if (packages.isEmpty()) {
                throw new IllegalArgumentException(path + " has no .deb, .rpm or tarball in it");
            }
            return packages;
        }
    }
}
