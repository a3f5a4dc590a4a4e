package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.UnknownConfigException;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The md5s of each kernel's configuration, which names of the hash era hold; fetched a few at a time. For a kernel of source
 * there are those of what becomes of its configuration when the kernel is made; they are remembered for later plans.
 */
final class ConfigHashes {
    private static final int AT_ONCE = 4;

    private final Map<List<String>, List<String>> hashes = new ConcurrentHashMap<>();
    private final Map<Kernel, Failure> failures = new LinkedHashMap<>();

    private final List<String> warnings = new ArrayList<>();
    private final boolean dispensable;
    private final Memory memory;

    private ConfigHashes(boolean dispensable, Memory memory) {
        this.dispensable = dispensable;
        this.memory = memory;
    }

    /**
     * Fetches the configurations; one that cannot be had does not stop another.
     *
     * @param memory of what became of configurations
     * @param dispensable whether a kernel whose configuration nobody has said is built for without them
     */
    static ConfigHashes of(Collection<Kernel> kernels, Map<String, Distro> distros, Memory memory, boolean dispensable)
            throws InterruptedException {
        ConfigHashes result = new ConfigHashes(dispensable, memory);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Threads.named("config"));
        try {
            Map<Kernel, Future<List<String>>> running = new LinkedHashMap<>();
            for (Kernel kernel : kernels) {
                running.put(kernel, threads.submit(() -> distros.get(kernel.distro()).bootConfigs(kernel).stream()
                        .map(KernelConfig::md5)
                        .toList()));
            }
            for (Map.Entry<Kernel, Future<List<String>>> entry : running.entrySet()) {
                result.await(entry.getKey(), entry.getValue());
            }
            return result;
        } finally {
            Threads.stop(threads);
        }
    }

    /** The md5s, in lower-case hexadecimal; none if they were not asked for or could not be had. */
    List<String> of(Kernel kernel) {
        List<String> given = hashes.getOrDefault(key(kernel), List.of());
        String made = kernel.isOfSource() ? memory.recall(made(kernel, given)) : "";
        return made.isEmpty()
                ? given
                : Stream.concat(given.stream(), Stream.of(made.split(" "))).toList();
    }

    /** Learns the md5s of what became of a kernel's configuration. */
    void learn(Kernel kernel, List<String> made) throws InterruptedException {
        memory.remember(made(kernel, hashes.getOrDefault(key(kernel), List.of())), String.join(" ", made));
    }

    /** The same for a kernel of whose packages more is known. */
    private static List<String> key(Kernel kernel) {
        List<String> key = new ArrayList<>(List.of(
                kernel.distro(),
                kernel.release().value(),
                kernel.packageVersion(),
                kernel.flavour(),
                kernel.architecture().machine()));
        kernel.packages(KernelPackage.Role.SOURCE)
                .forEach(source -> key.add(source.uri().toString()));
        return key;
    }

    private static List<String> made(Kernel kernel, List<String> given) {
        return Stream.concat(key(kernel).stream(), given.stream()).toList();
    }

    /** Why a kernel's configuration could not be had. */
    Optional<Failure> failure(Kernel kernel) {
        return Optional.ofNullable(failures.get(kernel));
    }

    /** What has names of another kind alone, one line each. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void await(Kernel kernel, Future<List<String>> hash) throws InterruptedException {
        try {
            hashes.put(key(kernel), hash.get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof IOException cause)) {
                throw new IllegalStateException("Reading the configuration of " + kernel + " failed", e.getCause());
            }
            if (dispensable && cause instanceof UnknownConfigException) {
                warnings.add(kernel + ": " + cause.getMessage() + "; it has its other names alone");
            } else {
                failures.put(kernel, Failures.of(cause, Stage.PLAN));
            }
        }
    }
}
