package io.jenkins.plugins.falcoprobes.repository;

import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Linux kernel's releases as kernel.org has them: a folder for each major version, with one signed list of the checksums of
 * all tarballs in it (https://www.kernel.org/signature.html, "Kernel.org checksum autosigner").
 */
public final class KernelOrg {
    /** Where the releases are. */
    public static final URI SERVER = URI.create("https://cdn.kernel.org/pub/linux/kernel/");

    private static final int LONGEST_LIST = 4 << 20;

    /** One of 7.x has 150 MB. */
    private static final long LONGEST_TARBALL = 1L << 30;

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (linux-[0-9][0-9.]*\\.tar\\.xz)");

    private final Downloads downloads;
    private final URI server;
    private final byte[] keys;
    private final Map<String, Map<String, String>> lists = new HashMap<>();

    /**
     * The releases on a server.
     *
     * @param server a folder's address, with a slash at its end
     * @param keys OpenPGP keys, one of which has signed the lists
     */
    public KernelOrg(Downloads downloads, URI server, byte[] keys) {
        this.downloads = downloads;
        this.server = server;
        this.keys = keys.clone();
    }

    /**
     * A release's source.
     *
     * @param name the file's name
     * @param uri where it is
     * @param sha256 its checksum, out of the signed list
     */
    public record Tarball(String name, URI uri, String sha256) {}

    /**
     * The source of a version; nothing if the list, which was read and verified, does not have it. A version's last number is
     * left out where it is 0: {@code linux-6.1.tar.xz}.
     */
    public Optional<Tarball> find(KernelVersion version) throws IOException, InterruptedException {
        String number = version.series() + (version.patch() == 0 ? "" : "." + version.patch());
        String name = "linux-" + number + ".tar.xz";
        String folder = version.major() < 3 ? "v" + version.series() + "/" : "v" + version.major() + ".x/";
        return Optional.ofNullable(list(folder).get(name))
                .map(sha256 -> new Tarball(name, server.resolve(folder + name), sha256));
    }

    private synchronized Map<String, String> list(String folder) throws IOException, InterruptedException {
        Map<String, String> known = lists.get(folder);
        if (known != null) {
            return known;
        }
        URI uri = server.resolve(folder + "sha256sums.asc");
        downloads.requireReachable(uri);
        ClearsignedText text = ClearsignedText.parse(uri.toString(), downloads.latest(uri, LONGEST_LIST));
        new Keyring(keys, Clock.systemUTC()).verify(uri.toString(), text, false);
        Map<String, String> list = new HashMap<>();
        for (String line : text.lines()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                list.put(matcher.group(2), matcher.group(1));
            }
        }
        lists.put(folder, list);
        return list;
    }

    /**
     * Fetches a kernel's source, or finds it fetched.
     *
     * @param checksum its SHA-256 or SHA-512, in hexadecimal
     * @throws SignatureException if it is not what was announced
     */
    public static Downloads.Fetched fetch(Downloads downloads, URI uri, String checksum)
            throws IOException, InterruptedException {
        return downloads.fetchChecked(uri, LONGEST_TARBALL, file -> {
            if (!Checksums.fits(file, checksum)) {
                throw new SignatureException(
                        uri + ": has not the " + Checksums.kind(checksum) + " " + checksum + ", which is announced");
            }
        });
    }
}
