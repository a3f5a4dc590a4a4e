package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The folder that builder images are made from, {@code docker/} of this project.
 *
 * @param folder where it is
 * @param digest the SHA-256 of its files, in hexadecimal
 */
public record BuilderFiles(Path folder, String digest) {
    static final List<String> NAMES = List.of(
            "Makefile",
            "bionic.Dockerfile",
            "bookworm.Dockerfile",
            "build-probe",
            "builder-image",
            "bullseye.Dockerfile",
            "buster.Dockerfile",
            "cross-aarch64.Dockerfile",
            "debian-base",
            "driver-debian.Dockerfile",
            "driver-dir.Dockerfile",
            "driver-image.Dockerfile",
            "ensure-engine",
            "install-cross",
            "install-tools",
            "sid.Dockerfile",
            "trixie.Dockerfile",
            "trusty.Dockerfile");

    /** Unpacks the folder out of this program into a folder of its own below {@code parent}, unless it is there. */
    public static BuilderFiles unpack(Path parent) throws IOException {
        Files.createDirectories(parent);
        Path fresh = Files.createTempDirectory(parent, ".docker-");
        for (String name : NAMES) {
            try (InputStream in = BuilderFiles.class.getResourceAsStream("/docker/" + name)) {
                if (in == null) {
                    throw new IOException("docker/" + name + " is missing in this program");
                }
                Files.copy(in, fresh.resolve(name));
            }
        }
        String digest = digestOf(fresh);
        Path folder = parent.resolve("docker-" + digest.substring(0, 16));
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another run was faster; what it unpacked is the same.
            delete(fresh);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        return of(folder);
    }

    /** The folder of a checkout, or one that was unpacked. */
    public static BuilderFiles of(Path folder) throws IOException {
        return new BuilderFiles(folder, digestOf(folder));
    }

    private static String digestOf(Path folder) throws IOException {
        MessageDigest sha256 = sha256();
        for (String name : NAMES) {
            byte[] content = Files.readAllBytes(folder.resolve(name));
            sha256.update((name + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
            sha256.update(content);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        for (String name : NAMES) {
            Files.delete(folder.resolve(name));
        }
        Files.delete(folder);
    }
}
