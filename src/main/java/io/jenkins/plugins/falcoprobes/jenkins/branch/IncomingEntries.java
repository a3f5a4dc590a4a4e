package io.jenkins.plugins.falcoprobes.jenkins.branch;

import io.jenkins.plugins.falcoprobes.manifest.KernelFacts;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry.Making;
import io.jenkins.plugins.falcoprobes.manifest.ManifestReader;
import io.jenkins.plugins.falcoprobes.manifest.PackageFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what an agent says of how its probes were made: as of all that it sends, every word has a form or a length. */
final class IncomingEntries {
    /** How many there may be of one part of a run: ten times what all distributions have. */
    static final int MOST = 200_000;

    private static final int LONGEST = 8 << 20;
    private static final int MOST_WORDS = 256;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{64}");
    private static final Pattern IMAGE = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern ADDRESS = Pattern.compile("https?://[!-~]{1,2000}");

    private IncomingEntries() {}

    /** The entries; an {@link IOException} if one of them is none. */
    static List<ManifestEntry> read(String json) throws IOException {
        if (json.length() > LONGEST) {
            throw new IOException("The agent lists probes in " + json.length() + " characters, which is not accepted");
        }
        List<ManifestEntry> entries = new ArrayList<>();
        for (ManifestEntry entry : ManifestReader.change(
                        json.getBytes(StandardCharsets.UTF_8), "what the agent says of its probes")
                .added()) {
            entries.add(checked(entry));
        }
        return entries;
    }

    private static ManifestEntry checked(ManifestEntry entry) throws IOException {
        for (String path : entry.paths()) {
            Incoming.requireProbe(path);
        }
        require(HEX, entry.sha256());
        require(entry.aliases().size() < MOST_WORDS, "so many aliases");
        KernelFacts kernel = entry.kernel();
        return new ManifestEntry(
                entry.file(),
                entry.sha256(),
                entry.size(),
                new KernelFacts(
                        kernel.distro(),
                        kernel.release(),
                        Incoming.line(kernel.packageVersion()),
                        Incoming.line(kernel.version()),
                        kernel.architecture(),
                        Incoming.line(kernel.flavour())),
                entry.kind(),
                Incoming.line(entry.driverVersion()),
                Incoming.line(entry.falcoVersion()),
                entry.aliases(),
                entry.making().isPresent() ? Optional.of(checked(entry.making().get())) : entry.making(),
                entry.at());
    }

    private static Making checked(Making making) throws IOException {
        requireOrEmpty(HEX, making.driverDigest());
        requireOrEmpty(IMAGE, making.image());
        requireOrEmpty(ADDRESS, making.buildUrl());
        require(making.packages().size() < MOST_WORDS && making.configMd5s().size() < MOST_WORDS, "so many packages");
        List<PackageFacts> packages = new ArrayList<>();
        for (PackageFacts part : making.packages()) {
            require(HEX, part.sha256());
            packages.add(new PackageFacts(
                    Incoming.line(part.name()),
                    Incoming.line(part.version()),
                    Incoming.line(part.url()),
                    part.size(),
                    part.sha256()));
        }
        for (String md5 : making.configMd5s()) {
            require(HEX, md5);
        }
        return new Making(
                making.driverDigest(),
                Incoming.line(making.driverSource()),
                Incoming.line(making.compiler()),
                making.image(),
                packages,
                making.configMd5s(),
                making.buildUrl(),
                "");
    }

    private static void requireOrEmpty(Pattern form, String text) throws IOException {
        if (!text.isEmpty()) {
            require(form, text);
        }
    }

    private static void require(Pattern form, String text) throws IOException {
        require(form.matcher(text).matches(), "\"" + Incoming.line(text) + "\"");
    }

    private static void require(boolean good, String what) throws IOException {
        if (!good) {
            throw new IOException("The agent lists a probe with " + what + ", which is not accepted");
        }
    }
}
