package io.jenkins.plugins.falcoprobes.endtoend;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes rpms and their repositories by the distributions' own tools, and signs them with a key made for it. */
final class RpmBuilder {
    private final Path folder;
    private final Path gnupg;

    /** Works in a folder. */
    RpmBuilder(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.gnupg = Files.createDirectory(folder.resolve("gnupg"));
        run(folder, "chmod", "700", gnupg.toString());
        gpg("--quick-gen-key", "Test <test@example.org>", "rsa2048", "sign", "never");
    }

    /** The public key. */
    byte[] key() throws IOException, InterruptedException {
        Path key = folder.resolve("key.pgp");
        gpg("--output", key.toString(), "--export");
        return Files.readAllBytes(key);
    }

    /** Builds and signs the packages of a spec file, which is a resource beside this class. */
    List<Path> build(String spec, Architecture machine, String... definitions)
            throws IOException, InterruptedException {
        Path file = folder.resolve(spec);
        try (InputStream in = RpmBuilder.class.getResourceAsStream(spec)) {
            Files.write(file, in.readAllBytes());
        }
        List<String> command =
                new ArrayList<>(List.of("rpmbuild", "-bb", "--quiet", "--target", machine.machine(), file.toString()));
        command.addAll(List.of("--define", "_topdir " + folder.resolve("rpmbuild")));
        for (String each : definitions) {
            command.addAll(List.of("--define", each));
        }
        run(folder, command.toArray(String[]::new));
        List<Path> rpms;
        try (Stream<Path> found = Files.list(folder.resolve("rpmbuild/RPMS").resolve(machine.machine()))) {
            rpms = found.sorted().toList();
        }
        for (Path rpm : rpms) {
            run(
                    folder,
                    "rpmsign",
                    "--define",
                    "__gpg /usr/bin/gpg",
                    "--define",
                    "_gpg_name test@example.org",
                    "--addsign",
                    rpm.toString());
        }
        return rpms;
    }

    /** Makes a source package of a spec file, which is in a folder with its sources. */
    Path source(Path spec) throws IOException, InterruptedException {
        run(
                folder,
                "rpmbuild",
                "-bs",
                "--quiet",
                "--define",
                "_topdir " + folder.resolve("source"),
                "--define",
                "_sourcedir " + spec.getParent(),
                "--define",
                "_source_payload w1.gzdio",
                spec.toString());
        try (Stream<Path> found = Files.list(folder.resolve("source/SRPMS"))) {
            return found.findFirst().orElseThrow();
        }
    }

    /** A kernel 6.1.0 that has the headers of a tree of Debian's, in packages as RHEL 9 and those like it have them. */
    List<Path> kernel(KernelTree tree, String release) throws IOException, InterruptedException {
        return build(
                "kernel.spec",
                tree.kernel().architecture(),
                "tree " + tree.root().toAbsolutePath(),
                "kversion 6.1.0",
                "krelease " + release);
    }

    /** Puts a kernel's packages into the folders of the two repositories; the headers are in the second one. */
    static void place(List<Path> rpms, Path base, Path appStream) throws IOException {
        for (Path rpm : rpms) {
            Path repository = rpm.getFileName().toString().contains("-devel-") ? appStream : base;
            Path packages = Files.createDirectories(repository.resolve("Packages/k"));
            Files.copy(rpm, packages.resolve(rpm.getFileName()));
        }
    }

    /** Makes the repositories of Rocky Linux 9 in a folder, with such packages. */
    void rocky(List<Path> rpms, Architecture machine, Path top) throws IOException, InterruptedException {
        Path base = top.resolve("BaseOS/" + machine + "/os");
        Path appStream = top.resolve("AppStream/" + machine + "/os");
        place(rpms, base, appStream);
        publish(base);
        publish(appStream);
    }

    /** Makes a repository of a folder with packages, and signs it. */
    void publish(Path repository) throws IOException, InterruptedException {
        run(folder, "createrepo_c", "--quiet", repository.toString());
        sign(repository);
    }

    /** The same, with nothing but the databases that yum 3 read: some mirrors of old releases have no more. */
    void publishDatabases(Path repository) throws IOException, InterruptedException {
        run(folder, "createrepo_c", "--quiet", "--database", "--general-compress-type=bz2", repository.toString());
        for (String index : List.of("primary", "filelists", "other")) {
            run(
                    folder,
                    "modifyrepo_c",
                    "--remove",
                    index,
                    repository.resolve("repodata").toString());
        }
        sign(repository);
    }

    private void sign(Path repository) throws IOException, InterruptedException {
        gpg(
                "--armor",
                "--detach-sign",
                repository.resolve("repodata/repomd.xml").toString());
    }

    private void gpg(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gpg", "--batch", "--quiet", "--pinentry-mode", "loopback"));
        command.addAll(List.of("--passphrase", ""));
        command.addAll(List.of(arguments));
        run(folder, command.toArray(String[]::new));
    }

    private void run(Path in, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().put("GNUPGHOME", gnupg.toString());
        builder.environment().put("GPG_TTY", "/dev/null");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(
                    command[0] + " is missing; .ci/run installs it: apt-get install rpm createrepo-c gpg", e);
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said);
        }
    }
}
