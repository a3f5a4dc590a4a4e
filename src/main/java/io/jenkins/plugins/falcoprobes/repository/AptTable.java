package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of a distribution's apt archives: where their suites are, what they are signed with, and what their kernels
 * were built with. It stands in {@code <id>.txt}, a line for each fact:
 *
 * <pre>
 * keys   ubuntu-archive-keyring.pgp                 OpenPGP keys that sign suites; a file beside the table
 * keys   main:some.gpg.key CF8A1A...                a key, by its fingerprint, and where it can be had
 * keys   removed.pgp frozen                         further keys, for suites that change no more
 * base   main http://archive.ubuntu.com/ubuntu      an archive; its mirror is called by the distribution
 * base   old http://old-releases... frozen          another, of suites that change no more; its mirror: &lt;distribution&gt;-old
 * suite  noble x86_64 main,universe main old        a suite: architectures, components, where it may be, in this order
 * tools  jammy ^6\.[58] gcc-12 2.35                 what a release's kernels were built with: compiler, C library
 * </pre>
 *
 * <p>A suite whose name ends with {@code ?} need not be there.
 *
 * @param keys of suites that are still updated
 * @param frozenKeys further ones, of those that are not
 * @param bases archives by name, the first one's mirror is called by the distribution
 * @param tools the first that matches counts
 */
public record AptTable(
        AptKeys keys, AptKeys frozenKeys, Map<String, AptPlace> bases, List<Suite> suites, List<Tools> tools) {
    private static final String FROZEN = "frozen";

    /** A suite; its places are the names of archives. */
    record Suite(
            String name,
            List<Architecture> architectures,
            List<String> components,
            List<String> places,
            boolean optional) {}

    /** What some kernels of a release were built with. */
    public record Tools(String codename, Pattern releases, CompilerVersion compiler, String libc) {}

    /** The table of a distribution. */
    public static AptTable of(String id) throws IOException {
        try (InputStream in = AptTable.class.getResourceAsStream(id + ".txt")) {
            return parse(id, new String(in.readAllBytes(), UTF_8));
        }
    }

    static AptTable parse(String id, String text) throws IOException {
        AptKeys keys = AptKeys.NONE;
        AptKeys frozenKeys = AptKeys.NONE;
        Map<String, AptPlace> bases = new LinkedHashMap<>();
        List<Suite> suites = new ArrayList<>();
        List<Tools> tools = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            List<String> words =
                    List.of(line.replaceFirst("(^|\\s)#.*", "").strip().split("\\s+", -1));
            boolean frozen = words.get(words.size() - 1).equals(FROZEN);
            int count = words.size() - (frozen ? 1 : 0);
            String known = words.get(0) + " " + count;
            switch (known.startsWith("suite") && count >= 4 ? "suite" : known) {
                case " 1" -> {}
                case "keys 2" -> {
                    AptKeys file = AptKeys.ofFile(words.get(1));
                    keys = frozen ? keys : file;
                    frozenKeys = frozen ? file : frozenKeys;
                }
                case "keys 3" -> keys = AptKeys.ofFingerprint(words.get(1), words.get(2));
                case "base 3" ->
                    bases.put(
                            words.get(1),
                            new AptPlace(
                                    URI.create(words.get(2)), frozen ? AptPlace.Kind.FROZEN : AptPlace.Kind.SERVER));
                case "suite" -> suites.add(suite(words));
                case "tools 5" ->
                    tools.add(new Tools(
                            words.get(1),
                            Pattern.compile(words.get(2)),
                            CompilerVersion.fromText(words.get(3).replace("-", " "))
                                    .orElseThrow(),
                            words.get(4)));
                default -> throw new IllegalArgumentException(id + ".txt: not a fact of an apt archive: " + line);
            }
        }
        return new AptTable(keys, frozenKeys, bases, suites, tools);
    }

    private static Suite suite(List<String> words) {
        return new Suite(
                words.get(1).replaceFirst("\\?$", ""),
                words(words.get(2)).stream()
                        .map(name -> Architecture.named(name).orElseThrow())
                        .toList(),
                words(words.get(3)),
                words.subList(4, words.size()),
                words.get(1).endsWith("?"));
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(",", -1));
    }

    /** The same archives as somebody else has signed them. */
    public AptTable signedBy(byte[] file) {
        byte[] keys = file.clone();
        return new AptTable((downloads, places) -> keys, AptKeys.NONE, bases, suites, tools);
    }

    /** What a user can name a mirror for. */
    public List<String> mirrors(String id) {
        List<String> names = new ArrayList<>();
        bases.keySet().forEach(base -> names.add(names.isEmpty() ? id : id + "-" + base));
        return names;
    }

    /**
     * The archives to ask. Where a user has named a mirror, nothing is asked but what was named.
     *
     * @param asked the mirrors that a user asked for, by {@link #mirrors}
     */
    public Map<String, AptPlace> places(String id, Map<String, URI> asked) {
        List<String> names = mirrors(id);
        if (names.stream().noneMatch(asked::containsKey)) {
            return bases;
        }
        Map<String, AptPlace> places = new LinkedHashMap<>();
        int i = 0;
        for (Map.Entry<String, AptPlace> base : bases.entrySet()) {
            Optional.ofNullable(asked.get(names.get(i++)))
                    .ifPresent(uri -> places.put(
                            base.getKey(), new AptPlace(uri, base.getValue().kind())));
        }
        return places;
    }

    /**
     * The suites as these archives have them, those that change no more at the end.
     *
     * @param partial whether no suite need be there, since users' mirrors seldom have every one
     */
    List<AptSuite> suites(Map<String, AptPlace> places, boolean partial) {
        return suites.stream()
                .map(suite -> new AptSuite(
                        suite.name(),
                        Set.copyOf(suite.architectures()),
                        suite.components(),
                        suite.places().stream()
                                .map(places::get)
                                .filter(Objects::nonNull)
                                .toList(),
                        suite.optional() || partial))
                .filter(suite -> !suite.places().isEmpty())
                .sorted(Comparator.comparing(AptSuite::isFrozen))
                .toList();
    }

    /** What a kernel was built with, by its release and the suite that it is in. */
    public Optional<Tools> toolsOf(String suite, String release) {
        return tools.stream()
                .filter(each -> each.codename().equals(AptSuite.codename(suite))
                        && each.releases().matcher(release).find())
                .findFirst();
    }
}
