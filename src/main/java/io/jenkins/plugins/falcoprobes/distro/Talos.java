package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.repository.GitHub;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Talos Linux: each release names the state of another repository, siderolabs/pkgs, which has the kernel's version and its
 * configuration.
 */
final class Talos extends ImageKernels {
    static final String ID = "talos";

    private static final String PKGS = "pkg/machinery/gendata/data/pkgs";
    private static final Pattern STATE = Pattern.compile("(v\\d+\\.\\d+\\.\\d+[0-9A-Za-z.-]*)");

    /** What {@code git describe} says of a state that has no tag: the last tag, how far it is, and the commit. */
    private static final Pattern COMMIT = Pattern.compile(".*-\\d+-g([0-9a-f]{7,40})");

    private static final Pattern VERSION = Pattern.compile("(?m)^\\s*linux_version:\\s*(\\d+\\.\\d+(?:\\.\\d+)?)\\s*$");

    private final GitHub pkgs;

    private Talos(DistroContext context) throws IOException {
        super(ID, "siderolabs/talos", context);
        this.pkgs = repository("siderolabs/pkgs");
    }

    static Distro create(DistroContext context) throws IOException {
        return new Talos(context);
    }

    @Override
    List<Made> made(GitHub repository, String tag, Architecture architecture) throws IOException, InterruptedException {
        Optional<byte[]> named = repository.file(tag, List.of(PKGS));
        if (named.isEmpty()) {
            throw new IllegalArgumentException("it has no " + PKGS);
        }
        String state = find(STATE, new String(named.get(), UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("its " + PKGS + " names no state of siderolabs/pkgs"));
        String ref = COMMIT.matcher(state).replaceFirst("$1");
        Optional<byte[]> pkgfile = pkgs.file(ref, List.of("Pkgfile"));
        Optional<byte[]> config = pkgs.file(ref, List.of("kernel/build/config-" + architecture.debian()));
        if (pkgfile.isEmpty() || config.isEmpty()) {
            throw new IllegalArgumentException("siderolabs/pkgs has no kernel at " + state);
        }
        String version = find(VERSION, new String(pkgfile.get(), UTF_8))
                .orElseThrow(
                        () -> new IllegalArgumentException("Pkgfile of siderolabs/pkgs names no kernel at " + state));
        return List.of(new Made(version, new KernelConfig(config.get())));
    }

    /** With its {@code v}: so it is in os-release. */
    @Override
    String versionId(String tag) {
        return tag;
    }
}
