package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Copies files out of container images by the engine's command line. Nothing of an image is ever run. */
public final class ImageCopy {
    private static final Duration PULL = Duration.ofMinutes(30);
    private static final Duration COPY = Duration.ofMinutes(5);

    /** What a container without a command of its own is given as one, since engines insist on it. */
    private static final String NO_COMMAND = "none";

    private final EngineCommand engine;

    /**
     * For an engine.
     *
     * @param program its command line, {@code docker} or {@code podman}
     */
    public ImageCopy(String program) {
        this(program, Map.of());
    }

    /**
     * For an engine that is reached in a way of its own.
     *
     * @param program its command, or the path to it
     * @param environment what is added to the environment of all calls
     */
    public ImageCopy(String program, Map<String, String> environment) {
        this.engine = new EngineCommand(program, environment);
    }

    /**
     * Copies a folder out of an image, which is pulled where it is missing: a container is made, never started, and
     * removed again.
     *
     * @param image the image's name, with its tag or digest
     * @param path the folder's absolute path in the image
     * @param target the folder to make, in an existing one
     * @throws EngineException if the image cannot be had or has no such folder, with the engine's own reason
     */
    public void copyOut(String image, String path, Path target) throws IOException, InterruptedException {
        if (image.startsWith("-")) {
            throw new IllegalArgumentException("\"" + image + "\" is no image");
        }
        String id = call(List.of("create", "--network", "none", image, NO_COMMAND), PULL);
        try {
            call(List.of("cp", id + ":" + path, target.toString()), COPY);
        } finally {
            engine.callToTheEnd(List.of("rm", "--force", "--volumes", id));
        }
    }

    /** What the engine printed, which for a new container is its id. */
    private String call(List<String> arguments, Duration patience) throws EngineException, InterruptedException {
        EngineCommand.Answer answer = engine.call(arguments, patience);
        if (!answer.succeeded()) {
            throw new EngineException(answer.reason());
        }
        return answer.output().strip();
    }
}
