package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The mirrors that Debian's archives are read from.
 *
 * @param archive the mirror of the archive, without a slash at its end
 * @param security the mirror of the security archive
 * @param frozen where suites are when the mirrors have them no more; empty if not to be asked
 * @param checkValidUntil whether a suite past its {@code Valid-Until} is refused, as apt does unless told otherwise
 */
public record DebianMirrors(URI archive, URI security, Optional<URI> frozen, boolean checkValidUntil) {
    /** The key of a mirror of the archive among the overrides. */
    public static final String ARCHIVE = "debian";

    /** The key of a mirror of the security archive among the overrides. */
    public static final String SECURITY = "debian-security";

    /** The key of a mirror of the archive of old suites among the overrides. */
    public static final String FROZEN = "debian-archive";

    /** Where apt is set up. */
    private static final Path APT = Path.of("/etc/apt");

    private static final URI PUBLIC_ARCHIVE = URI.create("https://mirrors.edge.kernel.org/debian");
    private static final URI PUBLIC_SECURITY = URI.create("https://mirrors.edge.kernel.org/debian-security");
    private static final URI PUBLIC_FROZEN = URI.create("http://archive.debian.org/debian");

    private static final Pattern SUITE = Pattern.compile("(bullseye|bookworm|trixie|forky|duke|sid|"
            + "oldoldstable|oldstable|stable|testing|unstable)(-updates|-backports|-proposed-updates)?");
    private static final Pattern SECURITY_SUITE = Pattern.compile("[a-z]+(-security|/updates)");

    /**
     * The mirrors that this machine's apt uses, else public ones.
     *
     * @param overrides what a user asked for instead, by {@value #ARCHIVE}, {@value #SECURITY} and {@value #FROZEN}; where
     *     only the first is given, the second is its sibling, and the third is not asked
     */
    public static DebianMirrors ofThisMachine(Map<String, URI> overrides) throws IOException {
        List<AptSources.Source> sources = new ArrayList<>();
        sources.addAll(AptSources.parseList(read(APT.resolve("sources.list"))));
        for (Path file : filesIn(APT.resolve("sources.list.d"), "*.list")) {
            sources.addAll(AptSources.parseList(read(file)));
        }
        for (Path file : filesIn(APT.resolve("sources.list.d"), "*.sources")) {
            sources.addAll(AptSources.parseDeb822(read(file)));
        }
        StringBuilder configuration = new StringBuilder(read(APT.resolve("apt.conf")));
        for (Path file : filesIn(APT.resolve("apt.conf.d"), "*")) {
            configuration.append('\n').append(read(file));
        }
        return of(sources, AptSources.checksValidUntil(configuration.toString()), overrides);
    }

    /** The mirrors that apt's configuration gives. */
    static DebianMirrors of(List<AptSources.Source> sources, boolean checkValidUntil, Map<String, URI> overrides) {
        List<AptSources.Source> debian =
                sources.stream().filter(DebianMirrors::isOfDebian).toList();
        Optional<URI> archive = Optional.ofNullable(overrides.get(ARCHIVE)).map(DebianMirrors::withoutSlash);
        Optional<URI> security = Optional.ofNullable(overrides.get(SECURITY)).map(DebianMirrors::withoutSlash);
        Optional<URI> frozen = Optional.ofNullable(overrides.get(FROZEN)).map(DebianMirrors::withoutSlash);
        if (archive.isPresent()) {
            return new DebianMirrors(
                    archive.get(), security.orElseGet(() -> sibling(archive.get())), frozen, checkValidUntil);
        }
        Optional<URI> aptArchive = first(debian, source -> SUITE.matcher(source).matches());
        Optional<URI> aptSecurity =
                first(debian, source -> SECURITY_SUITE.matcher(source).matches());
        return new DebianMirrors(
                aptArchive.orElse(PUBLIC_ARCHIVE),
                security.or(() -> aptSecurity)
                        .orElseGet(() -> aptArchive.map(DebianMirrors::sibling).orElse(PUBLIC_SECURITY)),
                frozen.or(() -> Optional.of(PUBLIC_FROZEN)),
                checkValidUntil && debian.stream().allMatch(AptSources.Source::checkValidUntil));
    }

    /**
     * Whether a source is one of Debian's own: others use the same suites' names, but hold another component, or are
     * bound to a key of their own, or have another path.
     */
    private static boolean isOfDebian(AptSources.Source source) {
        boolean keyFits = source.signedBy().isEmpty() || source.signedBy().contains("debian-archive");
        boolean pathFits =
                source.signedBy().contains("debian-archive") || source.uri().matches(".*/debian(-security)?(/.*)?");
        return source.uri().matches("https?://[^/]+(/.*)?")
                && source.components().contains("main")
                && keyFits
                && pathFits;
    }

    private static Optional<URI> first(List<AptSources.Source> sources, Function<String, Boolean> suites) {
        return sources.stream()
                .filter(source -> source.suites().stream().anyMatch(suites::apply))
                .map(source -> URI.create(source.uri()))
                .findFirst();
    }

    private static URI sibling(URI archive) {
        return archive.resolve(SECURITY);
    }

    private static URI withoutSlash(URI uri) {
        return URI.create(uri.toString().replaceFirst("/+$", ""));
    }

    private static String read(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.isReadable(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
    }

    private static List<Path> filesIn(Path folder, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
                stream.forEach(files::add);
            }
        }
        files.sort(null);
        return files;
    }

    /** The archives by the names that the table of suites has for them. */
    Map<String, AptPlace> places() {
        Map<String, AptPlace> places = new HashMap<>();
        places.put("archive", new AptPlace(archive, AptPlace.Kind.OWN));
        places.put("security", new AptPlace(security, AptPlace.Kind.OWN));
        frozen.ifPresent(uri -> {
            places.put("frozen", new AptPlace(uri, AptPlace.Kind.FROZEN));
            places.put("frozen-security", new AptPlace(sibling(uri), AptPlace.Kind.FROZEN));
        });
        return places;
    }
}
