package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.repository.GitHub;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Minikube's virtual machines: made with Buildroot, whose configuration names the kernel. For aarch64 since 1.26. */
final class Minikube extends ImageKernels {
    static final String ID = "minikube";

    private static final String FOLDER = "deploy/iso/minikube-iso/";
    private static final Pattern VERSION =
            Pattern.compile("(?m)^BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE=\"(\\d+\\.\\d+(?:\\.\\d+)?)\"\\s*$");

    private static final Pattern DEFAULT_VERSION =
            Pattern.compile("(?m)^KERNEL_VERSION \\?= (\\d+\\.\\d+(?:\\.\\d+)?)\\s*$");

    private Minikube(DistroContext context) throws IOException {
        super(ID, "kubernetes/minikube", context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new Minikube(context);
    }

    /** The files have moved: what is newest comes first. Before 1.26 there was one machine, and no name for it. */
    @Override
    List<Made> made(GitHub repository, String tag, Architecture architecture) throws IOException, InterruptedException {
        String machine = architecture.machine();
        boolean x86 = architecture == Architecture.X86_64;
        String own = "minikube_" + machine + "_defconfig";
        Optional<byte[]> buildroot = repository.file(
                tag,
                paths(
                        x86,
                        FOLDER + "configs/minikube_defconfig",
                        FOLDER + "configs/" + own,
                        FOLDER + "arch/" + machine + "/configs/" + own));
        Optional<byte[]> linux = repository.file(
                tag,
                paths(
                        x86,
                        FOLDER + "board/coreos/minikube/linux_defconfig",
                        FOLDER + "board/minikube/" + machine + "/linux_" + machine + "_defconfig"));
        if (buildroot.isEmpty() || linux.isEmpty()) {
            return List.of();
        }
        String version = version(repository, tag, new String(buildroot.get(), UTF_8))
                .orElseThrow(() -> new IllegalArgumentException(
                        "its Buildroot configuration names no kernel, nor does its Makefile"));
        return List.of(new Made(version, new KernelConfig(linux.get())));
    }

    /** From 1.5.0 to 1.14.0 it was what Buildroot had for its own, which only the Makefile beside it says. */
    private static Optional<String> version(GitHub repository, String tag, String buildroot)
            throws IOException, InterruptedException {
        Optional<String> named = find(VERSION, buildroot);
        if (named.isPresent()) {
            return named;
        }
        return repository
                .file(tag, List.of("Makefile"))
                .flatMap(file -> find(DEFAULT_VERSION, new String(file, UTF_8)));
    }

    private static List<String> paths(boolean old, String first, String... others) {
        List<String> paths = new java.util.ArrayList<>(List.of(others));
        if (old) {
            paths.add(first);
        }
        return paths;
    }

    /** What its {@code /etc/VERSION} begins with, which loaders read. */
    @Override
    String versionId(String tag) {
        return tag.substring(1);
    }
}
