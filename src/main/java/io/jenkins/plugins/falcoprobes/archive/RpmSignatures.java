package io.jenkins.plugins.falcoprobes.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of an rpm is signed, and by what. */
public final class RpmSignatures {
    private static final int DSA_HEADER = 267;
    private static final int RSA_HEADER = 268;
    private static final int OPENPGP = 278;
    private static final int PGP = 1002;
    private static final int GPG = 1005;

    private static final int PAYLOAD_SHA256 = 5092;

    private final RpmHeader signatures;
    private final RpmHeader main;

    private RpmSignatures(RpmHeader signatures, RpmHeader main) {
        this.signatures = signatures;
        this.main = main;
    }

    /**
     * Reads the headers of a package.
     *
     * @throws UnpackException if it is none
     */
    public static RpmSignatures read(String name, Path rpm) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(rpm))) {
            RpmArchive.Headers headers = RpmArchive.headers(name, in);
            return new RpmSignatures(headers.signatures(), headers.main());
        }
    }

    /** OpenPGP signatures over the header. */
    public List<byte[]> ofHeader() {
        return Stream.of(
                        signatures.binary(RSA_HEADER),
                        signatures.binary(DSA_HEADER),
                        signatures.text(OPENPGP).flatMap(RpmSignatures::decoded))
                .flatMap(Optional::stream)
                .toList();
    }

    /** OpenPGP signatures over the header and all behind it, which packages up to rpm 4.13 have. */
    public List<byte[]> ofAll() {
        return Stream.of(signatures.binary(PGP), signatures.binary(GPG))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The header. */
    public byte[] header() {
        return main.bytes();
    }

    /** What the header says of all behind it; packages since rpm 4.14 say it. */
    public Optional<String> payloadSha256() {
        return main.text(PAYLOAD_SHA256);
    }

    /** Where in the file that begins. */
    public long payloadOffset() {
        return (long) RpmArchive.LEAD + signatures.bytes().length + signatures.padding() + main.bytes().length;
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
