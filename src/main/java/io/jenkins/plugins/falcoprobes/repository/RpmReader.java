package io.jenkins.plugins.falcoprobes.repository;

import io.jenkins.plugins.falcoprobes.archive.Compression;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Reads one rpm repository: {@code repomd.xml} leads to {@code primary.xml}, or else to {@code primary.sqlite}, that to the packages. */
final class RpmReader {
    /** Real ones have some 10 kB; metalinks up to 60 kB. */
    private static final int LONGEST_LIST = 1 << 22;

    private static final int LONGEST_SIGNATURE = 1 << 16;

    /** Real ones have up to 25 MB, packed. */
    private static final long LONGEST_INDEX = 1L << 28;

    /** Of {@code primary.sqlite}, unpacked, on the disk. Fedora's have some 150 MB. */
    private static final long LONGEST_DATABASE = 1L << 30;

    /** How many mirrors of a list are tried. */
    private static final int MIRRORS = 3;

    private static final String DATABASE = "primary_db";

    private final Downloads downloads;
    private final RpmSelection selection;
    private final Optional<RpmKeys> keys;

    /** How many indexes may be in memory at once. */
    private final Semaphore room;

    RpmReader(Downloads downloads, RpmSelection selection, Optional<RpmKeys> keys, Semaphore room) {
        this.downloads = downloads;
        this.selection = selection;
        this.keys = keys;
        this.room = room;
    }

    /**
     * What is wanted of a repository, from the first place that has it whole.
     *
     * @throws IOException what was wrong with each place; transient where another try may help
     */
    Found read(RpmSource source) throws IOException, InterruptedException {
        List<IOException> reasons = new ArrayList<>();
        for (RpmPlace place : source.places()) {
            try {
                downloads.requireReachable(place.uri());
                RpmMirrors mirrors = mirrors(place, source);
                for (URI base : mirrors.bases().stream().limit(MIRRORS).toList()) {
                    try {
                        downloads.requireReachable(base);
                        return read(source, base, mirrors, reasons);
                    } catch (IOException e) {
                        reasons.add(e);
                    }
                }
                if (mirrors.bases().isEmpty()) {
                    reasons.add(new DownloadException(place.uri() + ": names no mirror", true, null));
                }
            } catch (IOException e) {
                reasons.add(e);
            }
        }
        String message = String.join(
                "; ", reasons.stream().map(IOException::getMessage).distinct().toList());
        boolean passing = reasons.stream().anyMatch(e -> e instanceof DownloadException d && d.isTransient());
        boolean wrong = reasons.stream().anyMatch(e -> !(e instanceof DownloadException));
        IOException failure = wrong ? new SignatureException(message) : new DownloadException(message, passing, null);
        reasons.forEach(failure::addSuppressed);
        throw failure;
    }

    /**
     * What was found.
     *
     * @param packages those with a wanted name
     * @param warnings what was wrong on the way there, and with single packages
     */
    record Found(List<RpmPackage> packages, List<String> warnings) {
        Found {
            packages = List.copyOf(packages);
            warnings = List.copyOf(warnings);
        }
    }

    private RpmMirrors mirrors(RpmPlace place, RpmSource source) throws IOException, InterruptedException {
        return switch (place.kind()) {
            case REPOSITORY -> RpmMirrors.of(place.uri());
            case MIRROR_LIST ->
                RpmMirrors.ofList(
                        downloads.latest(place.uri(), LONGEST_LIST),
                        source.architecture().machine());
            case METALINK -> RpmMirrors.ofMetalink(place.uri(), downloads.latest(place.uri(), LONGEST_LIST));
        };
    }

    private Found read(RpmSource source, URI base, RpmMirrors mirrors, List<IOException> before)
            throws IOException, InterruptedException {
        URI list = base.resolve("repodata/repomd.xml");
        byte[] repomd = downloads.latest(list, LONGEST_LIST);
        if (!mirrors.announces(repomd)) {
            throw new SignatureException(list + ": is none of those that the metalink announces");
        }
        verify(list, repomd);
        Repomd.Index primary = primary(list, Repomd.parse(list.toString(), repomd));
        String checksum = checksum(list, primary);
        List<String> warnings = new ArrayList<>();
        before.stream()
                .filter(SignatureException.class::isInstance)
                .forEach(e -> warnings.add(source + ": another mirror was taken: " + e.getMessage()));
        IndexCache<RpmPackage> kept =
                new IndexCache<>(downloads.cache(), selection.id(), checksum, new Format(source.name(), base));
        Optional<List<RpmPackage>> known = kept.read();
        if (known.isPresent()) {
            return new Found(known.get(), warnings);
        }
        PrimaryReader.Packages packages;
        room.acquire();
        try {
            URI index = resolve(list, base, primary.path());
            byte[] packed = primary.size() < 0
                    ? downloads.readUpTo(index, LONGEST_INDEX, checksum)
                    : downloads.read(index, primary.size(), checksum);
            packages = packages(source, base, primary, packed);
        } finally {
            room.release();
        }
        if (packages.total() == 0) {
            throw new DownloadException(base + ": lists no package at all", true, null);
        }
        warnings.addAll(packages.warnings());
        if (packages.warnings().isEmpty()) {
            kept.write(packages.packages());
        }
        return new Found(packages.packages(), warnings);
    }

    private PrimaryReader.Packages packages(RpmSource source, URI base, Repomd.Index primary, byte[] packed)
            throws IOException {
        try (InputStream in = Compression.unpack(new ByteArrayInputStream(packed), true)) {
            return primary.type().equals(DATABASE)
                    ? downloads
                            .cache()
                            .spill(
                                    in,
                                    LONGEST_DATABASE,
                                    file -> PrimaryDatabase.read(source.name(), base, file, selection.names()))
                    : PrimaryReader.read(source.name(), base, in, selection.names());
        }
    }

    /** Many distributions sign their packages alone: where there is no signature of the list, those are what is held to. */
    private void verify(URI list, byte[] repomd) throws IOException, InterruptedException {
        if (keys.isEmpty()) {
            return;
        }
        byte[] signature;
        try {
            signature = downloads.latest(URI.create(list + ".asc"), LONGEST_SIGNATURE);
        } catch (DownloadException e) {
            if (e.isTransient()) {
                throw e;
            }
            return;
        }
        keys.get().verifyFile(list.toString(), repomd, signature);
    }

    private static Repomd.Index primary(URI list, Repomd repomd) throws DownloadException {
        return repomd.index("primary")
                .or(() -> repomd.index(DATABASE))
                .orElseThrow(() -> new DownloadException(
                        list + ": names neither a primary.xml nor a primary.sqlite", false, null));
    }

    private static String checksum(URI list, Repomd.Index primary) throws DownloadException {
        Optional<String> strong = Stream.of("sha256", "sha512")
                .map(primary.checksums()::get)
                .filter(checksum -> checksum != null && Checksums.isStrong(checksum.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (strong.isEmpty()) {
            throw new DownloadException(
                    list + ": has no SHA-256 or SHA-512 of " + primary.path() + ", but "
                            + String.join(", ", primary.checksums().keySet()),
                    false,
                    null);
        }
        if (primary.size() > LONGEST_INDEX) {
            throw new DownloadException(
                    list + ": " + primary.path() + " would have " + primary.size() + " bytes", false, null);
        }
        return strong.get().toLowerCase(Locale.ROOT);
    }

    private static URI resolve(URI list, URI base, String path) throws DownloadException {
        try {
            return IndexedPackages.resolve(base, "", path);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new DownloadException(list + ": its index has no address, but \"" + path + "\"", false, e);
        }
    }

    /** How the cache keeps a repository's packages. An index is the same on each mirror, so addresses are kept relative. */
    private record Format(String repository, URI base) implements IndexCache.Format<RpmPackage> {
        @Override
        public RpmPackage read(DataInput in) throws IOException {
            return new RpmPackage(
                    repository,
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    base.resolve(in.readUTF()),
                    in.readLong(),
                    in.readUTF());
        }

        @Override
        public void write(RpmPackage each, DataOutput out) throws IOException {
            out.writeUTF(each.name());
            out.writeUTF(each.version());
            out.writeUTF(each.release());
            out.writeUTF(each.architecture());
            out.writeUTF(base.relativize(each.uri()).toString());
            out.writeLong(each.size());
            out.writeUTF(each.checksum());
        }
    }
}
