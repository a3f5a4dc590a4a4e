package io.jenkins.plugins.falcoprobes.endtoend;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.openpgp.PGPException;

/** Makes an archive as Ubuntu's is, by dpkg's and apt's own tools. */
final class AptBuilder {
    private final Path archive;

    /** Works in the folder of an archive, which it makes. */
    AptBuilder(Path archive) throws IOException {
        this.archive = Files.createDirectories(archive);
    }

    /** Makes the packages of a kernel out of a tree with Debian's headers. */
    void build(KernelTree tree, String abi, String flavour, String version) throws IOException, InterruptedException {
        Path pool = Files.createDirectories(archive.resolve("pool/main/l/linux"));
        Architecture machine = tree.kernel().architecture();
        run(
                "ubuntu-packages.sh",
                tree.root().toAbsolutePath().toString(),
                pool.toString(),
                abi,
                flavour,
                version,
                machine.debian(),
                machine.sourceFolders().get(0));
    }

    /** Makes a suite with all packages for such machines, and signs it. */
    void publish(String suite, Architecture machine, TestKey key)
            throws IOException, InterruptedException, PGPException {
        run("ubuntu-suite.sh", suite, machine.debian());
        Path folder = archive.resolve("dists").resolve(suite);
        Files.write(folder.resolve("InRelease"), key.clearsign(Files.readString(folder.resolve("Release"))));
    }

    private void run(String resource, String... arguments) throws IOException, InterruptedException {
        Path script = Files.createTempFile(resource, "");
        try (InputStream in = AptBuilder.class.getResourceAsStream(resource)) {
            Files.write(script, in.readAllBytes());
        }
        String[] command = new String[arguments.length + 2];
        command[0] = "sh";
        command[1] = script.toString();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        MadeDistro.run(archive, command);
        Files.delete(script);
    }
}
