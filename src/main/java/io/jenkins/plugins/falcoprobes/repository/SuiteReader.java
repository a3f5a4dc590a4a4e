package io.jenkins.plugins.falcoprobes.repository;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** Reads the packages of a suite: the signature leads to {@code Release}, that to {@code Packages}. */
final class SuiteReader {
    /** Real ones have up to 200 kB. */
    private static final int LONGEST_RELEASE = 1 << 23;

    /** Real ones have up to 15 MB, packed; not packed, 65 MB. */
    private static final long LONGEST_INDEX = 1L << 28;

    /** kB. Debian packs its indexes with a dictionary of 8 MiB. */
    private static final int XZ_MEMORY = 100_000;

    private final Downloads downloads;
    private final ReleaseVerifiers verifiers;
    private final PackageSelection selection;

    /** Unpacking keeps a core busy and takes memory, so no more of it is done at once than there are cores. */
    private final Semaphore unpacking;

    SuiteReader(Downloads downloads, ReleaseVerifiers verifiers, PackageSelection selection, Semaphore unpacking) {
        this.downloads = downloads;
        this.verifiers = verifiers;
        this.selection = selection;
        this.unpacking = unpacking;
    }

    /**
     * A suite where it is.
     *
     * @param base the archive that has it
     * @param release its verified release as it is now
     */
    record Served(URI base, Release release) {}

    /**
     * The suite at the first of its places that has it.
     *
     * @throws IOException what was wrong with each place; transient where another try may help
     */
    Served find(AptSuite suite) throws IOException, InterruptedException {
        List<DownloadException> reasons = new ArrayList<>();
        for (AptPlace place : suite.places()) {
            try {
                if (place.kind() != AptPlace.Kind.OWN) {
                    downloads.requireReachable(place.base());
                }
                return new Served(place.base(), release(suite.name(), place));
            } catch (DownloadException e) {
                reasons.add(e);
            }
        }
        if (reasons.size() == 1) {
            throw reasons.get(0);
        }
        String message =
                reasons.stream().map(IOException::getMessage).distinct().collect(Collectors.joining("; "));
        boolean passing = reasons.stream().anyMatch(DownloadException::isTransient);
        throw new DownloadException(message, passing, reasons.get(0));
    }

    private Release release(String suite, AptPlace place) throws IOException, InterruptedException {
        String folder = place.base() + "/dists/" + suite + "/";
        ReleaseVerifier verifier = verifiers.of(place.kind());
        URI uri = URI.create(folder + "InRelease");
        byte[] inRelease;
        try {
            inRelease = downloads.latest(uri, LONGEST_RELEASE);
        } catch (DownloadException e) {
            if (e.isTransient() || place.kind() != AptPlace.Kind.FROZEN) {
                throw e;
            }
            // Debian up to stretch, and Ubuntu in the time of trusty, had the signature of a suite apart only.
            try {
                byte[] release = downloads.latest(URI.create(folder + "Release"), LONGEST_RELEASE);
                byte[] signature = downloads.latest(URI.create(folder + "Release.gpg"), LONGEST_RELEASE);
                return verifier.verify(folder + "Release", suite, release, signature);
            } catch (DownloadException without) {
                e.addSuppressed(without);
                throw e;
            }
        }
        return verifier.verify(uri.toString(), suite, inRelease);
    }

    /** The selected packages of a suite for an architecture, a Debian name; none if the suite is without it. */
    List<DebianPackage> packages(AptSuite suite, Served served, String architecture)
            throws IOException, InterruptedException {
        List<DebianPackage> packages = new ArrayList<>();
        List<String> indexes =
                served.release().hasOwnIndexOfAll() ? List.of(architecture, "all") : List.of(architecture);
        for (String component : suite.components()) {
            for (String index : indexes) {
                List<Release.Index> forms = served.release().packages(component, index);
                if (!forms.isEmpty()) {
                    packages.addAll(packages(suite, served.base(), served.release(), forms));
                }
            }
        }
        return packages;
    }

    private List<DebianPackage> packages(AptSuite suite, URI base, Release release, List<Release.Index> forms)
            throws IOException, InterruptedException {
        String id = forms.get(0).sha256();
        IndexCache<DebianPackage> kept =
                new IndexCache<>(downloads.cache(), selection.id(), id, new DebianPackageFormat(suite.name(), base));
        Optional<List<DebianPackage>> before = kept.read();
        if (before.isPresent()) {
            return before.get();
        }
        InputStream index = open(base + "/dists/" + suite.name() + "/", release, forms);
        unpacking.acquire();
        try (InputStream in = index) {
            List<DebianPackage> packages = new ArrayList<>();
            for (Stanza stanza : PackagesReader.read(in, selection.names())) {
                packages.add(DebianPackage.of(stanza, suite.name(), base));
            }
            kept.write(packages);
            return packages;
        } finally {
            unpacking.release();
        }
    }

    /** The index, unpacked, in the best form that the mirror has; some mirrors leave forms out that the release announces. */
    private InputStream open(String folder, Release release, List<Release.Index> forms)
            throws IOException, InterruptedException {
        DownloadException missing = new DownloadException(folder + ": no index of packages can be had", false, null);
        for (Release.Index form : forms) {
            try {
                return unpacked(form.path(), download(folder, release, form));
            } catch (DownloadException e) {
                if (e.isTransient() || forms.size() == 1) {
                    throw e;
                }
                missing.addSuppressed(e);
            }
        }
        throw missing;
    }

    private byte[] download(String folder, Release release, Release.Index index)
            throws IOException, InterruptedException {
        if (index.size() > LONGEST_INDEX) {
            throw new DownloadException(folder + index.path() + " would have " + index.size() + " bytes", false, null);
        }
        if (release.hasByHash()) {
            try {
                return downloads.read(URI.create(folder + index.byHash()), index.size(), index.sha256());
            } catch (DownloadException e) {
                if (e.isTransient()) {
                    throw e;
                }
                // Some mirrors leave the by-hash folders out: the plain name serves too.
            }
        }
        return downloads.read(URI.create(folder + index.path()), index.size(), index.sha256());
    }

    private static InputStream unpacked(String path, byte[] packed) throws IOException {
        InputStream in = new ByteArrayInputStream(packed);
        if (path.endsWith(".xz")) {
            // The SHA-256 of the packed bytes was checked, so the format's own check has nothing left to find.
            return new XZInputStream(in, XZ_MEMORY, false);
        }
        return path.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
