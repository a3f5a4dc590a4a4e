package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.container.BuilderImage;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * The builder images of a run, made one after the other in the plan's order while the first ones are used already. An
 * image that cannot be made fails the probes that need it, not the others.
 */
final class ImageShelf {
    private final Maker maker;
    private final Executor executor;
    private final Map<Toolchain, FutureTask<BuilderImage>> images = new LinkedHashMap<>();

    /** Makes an image, or finds it made. */
    interface Maker {
        /** Blocks until the image is there. */
        BuilderImage make(Toolchain toolchain) throws IOException, InterruptedException;
    }

    /** Images are made in the executor, in the order in which they are first asked for. */
    ImageShelf(Maker maker, Executor executor) {
        this.maker = maker;
        this.executor = executor;
    }

    /** Sees to it that the image will be there soon. */
    void order(Toolchain toolchain) {
        FutureTask<BuilderImage> unused = future(toolchain);
    }

    /**
     * Waits for an image.
     *
     * @throws ImageException if it cannot be made
     */
    BuilderImage get(Toolchain toolchain) throws IOException, InterruptedException {
        try {
            return future(toolchain).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new ImageException(toolchain, cause);
            }
            throw new IllegalStateException("Making image " + toolchain + " failed", e.getCause());
        }
    }

    /**
     * Sees to it that not every image was impossible to make.
     *
     * @throws SetupException if every one was: nothing was built then
     */
    synchronized void requireOne() throws IOException, InterruptedException {
        ImageException last = null;
        for (Toolchain toolchain : images.keySet()) {
            if (!images.get(toolchain).isDone()) {
                return;
            }
            try {
                get(toolchain);
                return;
            } catch (ImageException e) {
                last = e;
            }
        }
        if (last != null) {
            throw new SetupException(last.getMessage(), last);
        }
    }

    private synchronized FutureTask<BuilderImage> future(Toolchain toolchain) {
        FutureTask<BuilderImage> image = images.get(toolchain);
        if (image == null) {
            image = new FutureTask<>(() -> maker.make(toolchain));
            images.put(toolchain, image);
            executor.execute(image);
        }
        return image;
    }

    /** An image cannot be made; the engine itself may be well. */
    static final class ImageException extends IOException {
        ImageException(Toolchain toolchain, IOException cause) {
            super(
                    saysWhat(cause)
                            ? cause.getMessage()
                            : "the builder image for " + toolchain + " cannot be made: " + cause.getMessage(),
                    cause);
        }

        private static boolean saysWhat(IOException cause) {
            return cause.getMessage() != null && cause.getMessage().startsWith("the builder image");
        }
    }
}
