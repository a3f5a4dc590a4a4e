package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A published probe.
 *
 * @param file its path below the place, with {@code /}
 * @param sha256 of the file, in lower-case hexadecimal
 * @param size in bytes
 * @param kernel which kernel it is for
 * @param kind what it is
 * @param driverVersion the driver version that was built
 * @param falcoVersion the Falco that it was asked for
 * @param aliases other paths at which the same bytes lie
 * @param making how it was made; empty where a run only found it
 * @param at when it was built, or found
 */
public record ManifestEntry(
        String file,
        String sha256,
        long size,
        KernelFacts kernel,
        ProbeKind kind,
        String driverVersion,
        String falcoVersion,
        List<String> aliases,
        Optional<Making> making,
        Instant at) {
    public ManifestEntry {
        aliases = aliases.stream().sorted().distinct().toList();
    }

    /**
     * How a probe was made. A text that is not known is empty.
     *
     * @param driverDigest sha256 over the driver's source files
     * @param driverSource where those came from
     * @param compiler the compiler's own words
     * @param image the builder image's digest
     * @param packages what it was built from
     * @param configMd5s md5 of each text that is known of the kernel's configuration
     * @param buildUrl the page of the build
     * @param provenance the path of the attestation below the place
     */
    public record Making(
            String driverDigest,
            String driverSource,
            String compiler,
            String image,
            List<PackageFacts> packages,
            List<String> configMd5s,
            String buildUrl,
            String provenance) {
        public Making {
            packages = List.copyOf(packages);
            configMd5s = configMd5s.stream().sorted().distinct().toList();
        }
    }

    /** Every path at which it lies, the main one first. */
    public List<String> paths() {
        return Stream.concat(Stream.of(file), aliases.stream()).toList();
    }

    /**
     * Whether this says more, or something newer, of a file than {@code other}. What a run only found replaces what is
     * written only if the bytes are others, and not of a later build.
     */
    boolean supersedes(ManifestEntry other) {
        if (making.isPresent() != other.making.isPresent() && sha256.equals(other.sha256)) {
            return making.isPresent();
        }
        boolean newer = at.isAfter(other.at);
        return sha256.equals(other.sha256) ? newer && making.isPresent() : newer;
    }

    /** With the aliases of another entry for the same bytes, too. */
    ManifestEntry joinedWith(ManifestEntry other) {
        if (!sha256.equals(other.sha256) || aliases.equals(other.aliases)) {
            return this;
        }
        TreeSet<String> all = new TreeSet<>(aliases);
        all.addAll(other.aliases);
        all.remove(file);
        return at(file, List.copyOf(all));
    }

    /** Without a path that is another entry's now; nothing is left if it was the only one. */
    Optional<ManifestEntry> without(String path) {
        List<String> left = new ArrayList<>(paths());
        left.remove(path);
        return left.isEmpty() ? Optional.empty() : Optional.of(at(left.get(0), left.subList(1, left.size())));
    }

    /** The same, with these aliases. */
    ManifestEntry withAliases(List<String> others) {
        return at(file, others);
    }

    /**
     * The same, attested; one that does not say how it was made stays as it is.
     *
     * @param provenance the path of the attestation below the place; empty for none
     */
    ManifestEntry attestedBy(String provenance) {
        Optional<Making> attested = making.map(known -> new Making(
                known.driverDigest,
                known.driverSource,
                known.compiler,
                known.image,
                known.packages,
                known.configMd5s,
                known.buildUrl,
                provenance));
        return new ManifestEntry(file, sha256, size, kernel, kind, driverVersion, falcoVersion, aliases, attested, at);
    }

    private ManifestEntry at(String main, List<String> others) {
        return new ManifestEntry(main, sha256, size, kernel, kind, driverVersion, falcoVersion, others, making, at);
    }
}
