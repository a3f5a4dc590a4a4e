package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The md5 of each kernel's configuration, which names of the hash era hold; fetched a few at a time. */
final class ConfigHashes {
    private static final int AT_ONCE = 4;

    private final Map<Kernel, String> hashes = new LinkedHashMap<>();
    private final Map<Kernel, Failure> failures = new LinkedHashMap<>();

    private ConfigHashes() {}

    /** Fetches the configurations; one that cannot be had does not stop another. */
    static ConfigHashes of(Collection<Kernel> kernels, Map<String, Distro> distros) throws InterruptedException {
        ConfigHashes result = new ConfigHashes();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Threads.named("config"));
        try {
            Map<Kernel, Future<String>> running = new LinkedHashMap<>();
            for (Kernel kernel : kernels) {
                running.put(kernel, threads.submit(() -> distros.get(kernel.distro())
                        .bootConfig(kernel)
                        .md5()));
            }
            for (Map.Entry<Kernel, Future<String>> entry : running.entrySet()) {
                result.await(entry.getKey(), entry.getValue());
            }
            return result;
        } finally {
            Threads.stop(threads);
        }
    }

    /** The md5, in lower-case hexadecimal; empty if it was not asked for or could not be had. */
    Optional<String> of(Kernel kernel) {
        return Optional.ofNullable(hashes.get(kernel));
    }

    /** Why a kernel's configuration could not be had. */
    Optional<Failure> failure(Kernel kernel) {
        return Optional.ofNullable(failures.get(kernel));
    }

    private void await(Kernel kernel, Future<String> hash) throws InterruptedException {
        try {
            hashes.put(kernel, hash.get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof IOException cause)) {
                throw new IllegalStateException("Reading the configuration of " + kernel + " failed", e.getCause());
            }
            failures.put(kernel, Failures.of(cause, Stage.PLAN));
        }
    }
}
