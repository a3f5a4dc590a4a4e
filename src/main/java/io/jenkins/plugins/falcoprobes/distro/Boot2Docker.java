package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.GitHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * boot2docker, for x86_64, until 2020. Its Dockerfile names the kernel; up to 18.06 it has the whole configuration beside it and
 * patches of aufs, since 18.09 pieces that come after the kernel's own.
 */
final class Boot2Docker extends ImageKernels {
    static final String ID = "boot2docker";

    private static final Pattern VERSION =
            Pattern.compile("(?m)^ENV (?:LINUX|KERNEL)_VERSION\\s+(\\d+\\.\\d+(?:\\.\\d+)?)\\s*$");

    private static final Pattern AUFS =
            Pattern.compile("(?m)^ENV AUFS_REPO\\s+https://github\\.com/(sfjro/aufs\\d+-standalone)"
                    + "\\s+ENV AUFS_BRANCH\\s+\\S+\\s+ENV AUFS_COMMIT\\s+([0-9a-f]{40})\\s*$");

    /**
     * Of aufs' patches those that change structures which modules see: {@code base} puts a member into {@code file_operations},
     * {@code mmap} into {@code vm_area_struct} and {@code vm_region}, {@code loopback} into {@code super_operations}. Of the others
     * that a release is made with, {@code standalone} exports functions, and {@code kbuild} adds aufs itself (sfjro/aufs4-standalone
     * at 7b006558, dee45f62 and b5eed3ec, which releases from 17.09 to 18.06 name).
     */
    private static final List<String> PATCHES = List.of("base", "mmap", "loopback");

    /** What there has ever been in {@code files/kernel-config.d}, which is not listed anywhere. */
    private static final List<String> PIECES = List.of(
            "boot2docker",
            "ceph",
            "cifs",
            "docker",
            "ebpf",
            "hyperv",
            "kvm",
            "networking",
            "rancher",
            "rng",
            "tinycorelinux",
            "tun",
            "usb-serial",
            "virtualbox",
            "vmware");

    /** What {@code make defconfig kvmconfig xenconfig} makes a configuration of: they are in the kernel's source. */
    private static final List<String> DEFAULTS = List.of(
            "arch/x86/configs/x86_64_defconfig",
            "kernel/configs/kvm_guest.config",
            "kernel/configs/xen.config",
            "arch/x86/configs/xen.config");

    private Boot2Docker(DistroContext context) throws IOException {
        super(ID, "boot2docker/boot2docker", context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new Boot2Docker(context);
    }

    @Override
    List<Made> made(GitHub repository, String tag, Architecture architecture) throws IOException, InterruptedException {
        if (architecture != Architecture.X86_64) {
            return List.of();
        }
        String version = find(VERSION, dockerfile(repository, tag))
                .orElseThrow(() -> new IllegalArgumentException("its Dockerfile names no kernel"));
        Optional<byte[]> whole = repository.file(tag, List.of("kernel_config"));
        KernelConfig config = whole.isPresent() ? new KernelConfig(whole.get()) : pieces(repository, tag);
        if (config.values().isEmpty()) {
            throw new IllegalArgumentException("it has neither kernel_config nor files/kernel-config.d");
        }
        return List.of(new Made(version, config));
    }

    private static String dockerfile(GitHub repository, String tag) throws IOException, InterruptedException {
        return new String(repository.file(tag, List.of("Dockerfile")).orElse(new byte[0]), UTF_8);
    }

    /** A line {@code -CONFIG_NAME} there takes a setting away. */
    private static KernelConfig pieces(GitHub repository, String tag) throws IOException, InterruptedException {
        KernelConfig config = new KernelConfig(new byte[0]);
        for (String piece : PIECES) {
            Optional<byte[]> content = repository.file(tag, List.of("files/kernel-config.d/" + piece));
            if (content.isPresent()) {
                String text = new String(content.get(), UTF_8).replaceAll("(?m)^-(CONFIG_\\w+)$", "# $1 is not set");
                config = config.with(new KernelConfig(text.getBytes(UTF_8)));
            }
        }
        return config;
    }

    @Override
    String versionId(String tag) {
        return tag.substring(1);
    }

    @Override
    public KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        KernelTree tree = super.prepare(kernel, target);
        Matcher aufs = AUFS.matcher(dockerfile(releases(), kernel.origins().get(0)));
        if (aufs.find()) {
            addPatches(tree, repository(aufs.group(1)), aufs.group(2));
        }
        boolean whole = tree.config().value("CONFIG_X86_64").isPresent();
        return whole ? tree : withDefaults(tree);
    }

    private static void addPatches(KernelTree tree, GitHub repository, String commit)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(tree.root().resolve(KernelTree.SOURCE_PATCHES));
        for (String name : PATCHES) {
            Optional<byte[]> patch = repository.file(commit, List.of("aufs4-" + name + ".patch"));
            Files.write(
                    folder.resolve(name + ".patch"),
                    patch.orElseThrow(() -> new UnpackException(
                            tree.kernel() + ": aufs has no aufs4-" + name + ".patch at " + commit)));
        }
    }

    private static KernelTree withDefaults(KernelTree tree) throws IOException {
        KernelConfig config = new KernelConfig(new byte[0]);
        for (String piece : DEFAULTS) {
            Path file = tree.root().resolve(KernelTree.SOURCE_FOLDER).resolve(piece);
            if (Files.exists(file)) {
                config = config.with(new KernelConfig(Files.readAllBytes(file)));
            }
        }
        config = config.with(tree.config());
        Files.write(tree.root().resolve(KernelTree.SOURCE_CONFIG), config.text());
        return new KernelTree(tree.kernel(), tree.root(), config, true);
    }
}
