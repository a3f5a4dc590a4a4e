package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks every distribution of a request for its kernels, side by side. */
final class Discoveries {
    private Discoveries() {}

    /**
     * What they have. A distribution that cannot be read is a warning as long as another one can.
     *
     * @throws UnreadableException if none could be read
     */
    static Distro.Discovery discover(BuildRequest request, List<Distro> all) throws IOException, InterruptedException {
        List<Distro> asked = all.stream()
                .filter(distro ->
                        request.distros().isEmpty() || request.distros().contains(distro.id()))
                .toList();
        ExecutorService threads = Executors.newCachedThreadPool(Threads.named("discover"));
        try {
            List<Future<Distro.Discovery>> running = asked.stream()
                    .map(distro -> threads.submit(() -> distro.discover(request.architectures())))
                    .toList();
            List<Kernel> kernels = new ArrayList<>();
            List<String> warnings = new ArrayList<>();
            List<String> unread = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                try {
                    Distro.Discovery found = running.get(i).get();
                    kernels.addAll(found.kernels());
                    warnings.addAll(found.warnings());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof IOException cause)) {
                        throw new IllegalStateException(
                                "Reading " + asked.get(i).id() + " failed", e.getCause());
                    }
                    unread.add(asked.get(i).id() + " could not be read: " + cause.getMessage());
                }
            }
            if (unread.size() == asked.size()) {
                throw new UnreadableException(String.join("; ", unread));
            }
            warnings.addAll(unread);
            return new Distro.Discovery(kernels, warnings);
        } finally {
            Threads.stop(threads);
        }
    }
}
