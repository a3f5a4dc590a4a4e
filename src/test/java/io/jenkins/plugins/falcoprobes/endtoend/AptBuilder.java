package io.jenkins.plugins.falcoprobes.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.repository.TestKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bouncycastle.openpgp.PGPException;

/** Makes an archive as Ubuntu's is, by dpkg's and apt's own tools. */
final class AptBuilder {
    private static final String PACKAGES = "apt-utils";

    private final Path archive;

    /** Works in the folder of an archive, which it makes. */
    AptBuilder(Path archive) throws IOException {
        this.archive = Files.createDirectories(archive);
    }

    /** Makes the packages of a kernel out of a tree with Debian's headers. */
    void build(Path tree, String abi, String flavour, String version) throws IOException, InterruptedException {
        Path script = Files.createTempFile("ubuntu-packages", ".sh");
        try (InputStream in = AptBuilder.class.getResourceAsStream("ubuntu-packages.sh")) {
            Files.write(script, in.readAllBytes());
        }
        Path pool = Files.createDirectories(archive.resolve("pool/main/l/linux"));
        Tools.run(
                archive,
                "dpkg",
                "sh",
                script.toString(),
                tree.toAbsolutePath().toString(),
                pool.toString(),
                abi,
                flavour,
                version);
        Files.delete(script);
    }

    /** Makes a suite with all packages, and signs it. */
    void publish(String suite, TestKey key) throws IOException, InterruptedException, PGPException {
        Path dists = Path.of("dists", suite);
        Path index = archive.resolve(dists).resolve("main/binary-amd64/Packages");
        Files.createDirectories(index.getParent());
        String packages = Tools.run(archive, PACKAGES, "apt-ftparchive", "--arch", "amd64", "packages", "pool/main");
        Files.write(index, packages.getBytes(UTF_8));
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(Path.of(index + ".gz")))) {
            gzip.write(packages.getBytes(UTF_8));
        }
        List<String> fields = List.of(
                "Origin=Ubuntu",
                "Suite=" + suite,
                "Codename=" + suite.replaceFirst("-.*", ""),
                "Architectures=amd64 arm64",
                "Components=main universe");
        StringBuilder options = new StringBuilder();
        for (String field : fields) {
            String[] parts = field.split("=", 2);
            options.append("APT::FTPArchive::Release::")
                    .append(parts[0])
                    .append(" \"")
                    .append(parts[1])
                    .append("\";\n");
        }
        Path configuration = Files.createTempFile("apt-ftparchive", ".conf");
        Files.writeString(configuration, options);
        String release = Tools.run(
                archive,
                PACKAGES,
                "apt-ftparchive",
                "--config-file",
                configuration.toString(),
                "release",
                dists.toString());
        Files.delete(configuration);
        Files.write(archive.resolve(dists).resolve("InRelease"), key.clearsign(release));
    }
}
