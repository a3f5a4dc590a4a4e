package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.UnknownConfigException;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The md5s of each kernel's configuration, which names of the hash era hold; fetched a few at a time. */
final class ConfigHashes {
    private static final int AT_ONCE = 4;

    private final Map<Kernel, List<String>> hashes = new LinkedHashMap<>();
    private final Map<Kernel, Failure> failures = new LinkedHashMap<>();

    private final List<String> warnings = new ArrayList<>();
    private final boolean dispensable;

    private ConfigHashes(boolean dispensable) {
        this.dispensable = dispensable;
    }

    /**
     * Fetches the configurations; one that cannot be had does not stop another.
     *
     * @param dispensable whether a kernel whose configuration nobody has said is built for without them
     */
    static ConfigHashes of(Collection<Kernel> kernels, Map<String, Distro> distros, boolean dispensable)
            throws InterruptedException {
        ConfigHashes result = new ConfigHashes(dispensable);
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
        return hashes.getOrDefault(kernel, List.of());
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
            hashes.put(kernel, hash.get());
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
