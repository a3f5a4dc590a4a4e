package io.jenkins.plugins.falcoprobes.container;

import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The engine's arguments for a builder container: what it may do, and what not. */
final class RunArguments {
    /** Whose the container is; see {@link Owner}. */
    static final String OWNER_LABEL = "io.jenkins.plugins.falcoprobes.owner";

    /** What the container prints once it is up. */
    static final String READY = "ready";

    /** A user without a name or rights of its own; the kernel's and the driver's files are readable for everybody. */
    private static final String NOBODY = "65534:65534";

    private RunArguments() {}

    /**
     * Arguments that start a container and stay attached to it. Its first process waits for the end of its standard
     * input: when whoever holds the other end is gone, however that came, so is the container.
     */
    static List<String> of(ContainerSpec spec, Owner owner) {
        List<String> arguments = new ArrayList<>(List.of("run", "--interactive", "--rm"));
        arguments.addAll(options(spec));
        arguments.add("--label=" + OWNER_LABEL + "=" + owner.label());
        arguments.addAll(List.of("--entrypoint=sh", spec.image(), "-c", "echo " + READY + "; exec cat"));
        return List.copyOf(arguments);
    }

    /** What a container may do, whoever starts it. */
    static List<String> options(ContainerSpec spec) {
        List<String> options = new ArrayList<>(List.of(
                "--pull=never",
                "--log-driver=none",
                "--hostname=builder",
                "--network=none",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges",
                "--user=" + NOBODY,
                "--read-only",
                // For some kernels the script writes a program there that stands before a compiler.
                tmpfs("/build", "exec", spec.disk() / 8 * (spec.making() ? 1 : 5)),
                tmpfs("/tmp", "noexec", spec.disk() / 8 * 2),
                tmpfs("/output", "noexec", spec.disk() / 8),
                "--mount=type=bind," + field("src=" + spec.kernelFolder().toAbsolutePath()) + ",dst=" + KernelTree.MOUNT
                        + ",readonly",
                "--memory=" + spec.memory(),
                "--memory-swap=" + spec.memory(),
                "--pids-limit=" + spec.processes(),
                "--cpus=" + cpus(spec.cpus()),
                // Podman gives a container time to end before it removes it; nothing in this one has to be saved.
                "--stop-signal=SIGKILL",
                "--ulimit=core=0",
                "--ulimit=nofile=1024:1024"));
        if (spec.making()) {
            options.add(tmpfs(KernelTree.MOUNT + "/" + KernelTree.BUILD_FOLDER, "exec", spec.disk() / 8 * 4));
        }
        return List.copyOf(options);
    }

    /** An engine does not start a container that may have more CPUs than there are. */
    private static String cpus(double wanted) {
        return String.format(
                Locale.ROOT, "%.2f", Math.min(wanted, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * A folder in memory. Nothing in it can be executed but where a kernel's own programs are made: a build only ever runs
     * programs of the image and the kernel.
     */
    private static String tmpfs(String path, String exec, long bytes) {
        return "--tmpfs=" + path + ":rw," + exec + ",nosuid,nodev,mode=1777,size=" + bytes;
    }

    /** A field of a line of comma-separated values, which is what the engine reads a mount as. */
    private static String field(String text) {
        return text.matches("[^,\"]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
