package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.repository.RpmPlace;
import io.jenkins.plugins.falcoprobes.repository.RpmSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is known of an rpm distribution: where its repositories are, which of their packages are kernels, and what those
 * were built with. It stands in {@code <id>.txt}, a line for each fact:
 *
 * <pre>
 * keys     almalinux.pgp                           the OpenPGP keys that it signs with; a file beside the table
 * sha1     0946FCA2C105B9DE                        the id of a key whose signatures with SHA-1 count
 * base     main https://repo.almalinux.org/...     a server with repositories; its mirror is called by the distribution
 * base     vault https://vault.almalinux.org       another; its mirror is called &lt;distribution&gt;-vault
 * repo     9.5/BaseOS x86_64,aarch64 main:9.5/BaseOS/$arch/os vault:9.5/BaseOS/$arch/os
 *                                                  a repository, and where it may be, in this order
 * headers  kernel-devel config=kernel-core,kernel  a package with headers, and those that may have its /boot/config
 * tools    \.el9 gcc-11 2.34                       what kernels whose release matches were built with: compiler, C library
 * </pre>
 *
 * <p>A server that is {@code -} is there as a user's mirror only. A repository whose name ends with {@code ?} need not be there. In place of {@code main:} there may be
 * {@code mirrorlist=main:} or {@code metalink=main:}, which a user's own mirror does not have and is not asked for.
 *
 * @param keys the file with keys, empty if none is known
 * @param sha1 the ids of those keys whose signatures with SHA-1 count
 * @param bases servers by name, the first one's mirror is called by the distribution
 * @param repositories in their order
 * @param headers in their order
 * @param tools the first that matches counts
 */
record RpmTable(
        String keys,
        Set<String> sha1,
        Map<String, URI> bases,
        List<Repository> repositories,
        List<RpmHeaders> headers,
        List<Tools> tools) {
    private static final String MIRROR_LIST = "mirrorlist=";
    private static final String METALINK = "metalink=";
    private static final URI NO_SERVER = URI.create("-");

    /** A repository; its places are as the table has them. */
    record Repository(String name, List<Architecture> architectures, List<String> places, boolean optional) {}

    /** What some kernels were built with. */
    record Tools(Pattern releases, CompilerVersion compiler, String libc) {}

    /** The table of a distribution. */
    static RpmTable of(String id) throws IOException {
        try (InputStream in = RpmTable.class.getResourceAsStream(id + ".txt")) {
            return parse(id, new String(in.readAllBytes(), UTF_8));
        }
    }

    static RpmTable parse(String id, String text) {
        String keys = "";
        Set<String> sha1 = new TreeSet<>();
        Map<String, URI> bases = new LinkedHashMap<>();
        List<Repository> repositories = new ArrayList<>();
        List<RpmHeaders> headers = new ArrayList<>();
        List<Tools> tools = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            List<String> words =
                    List.of(line.replaceFirst("(^|\\s)#.*", "").strip().split("\\s+", -1));
            switch (words.get(0)) {
                case "" -> {}
                case "keys" -> keys = words.get(1);
                case "sha1" -> sha1.add(words.get(1));
                case "base" -> bases.put(words.get(1), URI.create(words.get(2)));
                case "repo" ->
                    repositories.add(new Repository(
                            words.get(1).replaceFirst("\\?$", ""),
                            Arrays.stream(words.get(2).split(",", -1))
                                    .map(name -> Architecture.named(name).orElseThrow())
                                    .toList(),
                            words.subList(3, words.size()),
                            words.get(1).endsWith("?")));
                case "headers" -> headers.add(RpmHeaders.parse(words.subList(1, words.size())));
                case "tools" ->
                    tools.add(new Tools(
                            Pattern.compile(words.get(1)),
                            CompilerVersion.fromText(words.get(2).replace("-", " "))
                                    .orElseThrow(),
                            words.get(3)));
                default -> throw new IllegalArgumentException(id + ".txt: no fact is called " + words.get(0));
            }
        }
        return new RpmTable(keys, sha1, bases, repositories, headers, tools);
    }

    /** The names that packages of kernels have. */
    Set<String> packageNames() {
        Set<String> names = new TreeSet<>();
        for (RpmHeaders each : headers) {
            names.add(each.name());
            names.addAll(each.configs());
            each.common().ifPresent(names::add);
        }
        return names;
    }

    /** What a kernel was built with, by its release. */
    Optional<Tools> toolsOf(String release) {
        return tools.stream()
                .filter(each -> each.releases().matcher(release).find())
                .findFirst();
    }

    /** What a user can name a mirror for. */
    static List<String> mirrors(String id, Map<String, URI> bases) {
        List<String> names = new ArrayList<>();
        for (String base : bases.keySet()) {
            names.add(names.isEmpty() ? id : id + "-" + base);
        }
        return names;
    }

    /**
     * The repositories for these architectures. Where a user has named a mirror, nothing is asked but what was named.
     *
     * @param mirrors the mirrors that a user asked for, by {@link #mirrors}
     */
    List<RpmSource> sources(String id, Set<Architecture> wanted, Map<String, URI> mirrors) {
        Map<String, URI> asked = asked(id, mirrors);
        boolean own = mirrors(id, bases).stream().anyMatch(mirrors::containsKey);
        List<RpmSource> sources = new ArrayList<>();
        for (Repository each : repositories) {
            for (Architecture architecture : each.architectures()) {
                if (!wanted.contains(architecture)) {
                    continue;
                }
                List<RpmPlace> places = new ArrayList<>();
                for (String place : each.places()) {
                    place(place, architecture, asked, own).ifPresent(places::add);
                }
                if (!places.isEmpty()) {
                    // A mirror seldom has every release.
                    sources.add(new RpmSource(each.name(), architecture, places, each.optional() || own));
                }
            }
        }
        return sources;
    }

    /** The servers that are asked, by the names of {@link #bases}. */
    private Map<String, URI> asked(String id, Map<String, URI> mirrors) {
        List<String> names = mirrors(id, bases);
        Map<String, URI> asked = new LinkedHashMap<>();
        int i = 0;
        for (String base : bases.keySet()) {
            Optional.ofNullable(mirrors.get(names.get(i++))).ifPresent(uri -> asked.put(base, uri));
        }
        if (asked.isEmpty()) {
            asked.putAll(bases);
            asked.values().remove(NO_SERVER);
        }
        return asked;
    }

    /** The addresses of the servers that are asked. */
    Collection<URI> servers(String id, Map<String, URI> mirrors) {
        return asked(id, mirrors).values();
    }

    private static Optional<RpmPlace> place(
            String text, Architecture architecture, Map<String, URI> asked, boolean own) {
        RpmPlace.Kind kind = text.startsWith(MIRROR_LIST)
                ? RpmPlace.Kind.MIRROR_LIST
                : text.startsWith(METALINK) ? RpmPlace.Kind.METALINK : RpmPlace.Kind.REPOSITORY;
        if (own && kind != RpmPlace.Kind.REPOSITORY) {
            return Optional.empty();
        }
        String place = text.replaceFirst("^(" + MIRROR_LIST + "|" + METALINK + ")", "");
        int colon = place.indexOf(':');
        URI base = asked.get(place.substring(0, colon));
        return base == null
                ? Optional.empty()
                : Optional.of(new RpmPlace(
                        kind,
                        URI.create(base.toString().replaceFirst("/*$", "/")
                                + place.substring(colon + 1).replace("$arch", architecture.machine()))));
    }
}
