package io.jenkins.plugins.falcoprobes.container;

import io.jenkins.plugins.falcoprobes.container.EngineCommand.Answer;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Builder images that were made elsewhere, by {@code make -C docker build upload}, and are pulled from a registry. */
public final class PulledImages {
    /** Which compilers an image has. */
    static final String TOOLCHAIN_LABEL = "io.jenkins.plugins.falcoprobes.toolchain";

    /** An image has about a gigabyte. */
    private static final Duration PULL = Duration.ofMinutes(30);

    /** A registry's host and port, and folders; without a tag, which is ours to choose. */
    private static final Pattern NAME = Pattern.compile(
            "([a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]{1,5})?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");

    private static final int MAX_NAME = 255;

    private final EngineCommand engine;
    private final String imageName;

    /**
     * Images of one name.
     *
     * @param runtime the engine that pulls them
     * @param imageName their name, without a tag; else an {@link IllegalArgumentException}
     */
    public PulledImages(CommandLineRuntime runtime, String imageName) {
        if (imageName.length() > MAX_NAME || !NAME.matcher(imageName).matches()) {
            throw new IllegalArgumentException(
                    "\"" + imageName + "\" is no image name without a tag; accepted are names"
                            + " like registry.example.org/team/falco-probe-builder");
        }
        this.engine = runtime.command();
        this.imageName = imageName;
    }

    /**
     * The image of a toolchain, as it is in the registry now; where that cannot be reached, as it was when it was pulled
     * last.
     *
     * @param toolchain which compilers
     * @param falcoVersion for the image's tag
     * @param progress gets a line for people
     * @return the image; its digest is the label's, empty if whoever made it gave none
     * @throws EngineException if it cannot be had, or says to be another toolchain's
     */
    public BuilderImage get(Toolchain toolchain, String falcoVersion, Consumer<String> progress)
            throws IOException, InterruptedException {
        String reference = imageName + ":" + falcoVersion.toLowerCase(Locale.ROOT) + "-" + toolchain.id();
        progress.accept("pulling the builder image " + reference);
        Answer pulled = engine.call(List.of("pull", "--quiet", reference), PULL);
        Optional<Labels> found = inspect(reference);
        if (found.isEmpty()) {
            throw new EngineException("the builder image " + reference + " cannot be pulled: "
                    + (pulled.succeeded() ? "it is gone again" : pulled.reason()));
        }
        Labels labels = found.get();
        if (!pulled.succeeded()) {
            progress.accept(reference + " cannot be pulled, the one that is here is used: " + pulled.reason());
        }
        if (!labels.toolchain().isEmpty() && !labels.toolchain().equals(toolchain.id())) {
            throw new EngineException("the image " + reference + " has the compilers of " + labels.toolchain()
                    + ", not those of " + toolchain.id());
        }
        progress.accept("builder image " + reference + " is " + labels.name());
        return new BuilderImage(reference, labels.id(), labels.digest());
    }

    private Optional<Labels> inspect(String reference) throws EngineException, InterruptedException {
        Answer answer = engine.call(List.of(
                "image",
                "inspect",
                "--format",
                "{{.Id}}\n{{index .Config.Labels \"" + TOOLCHAIN_LABEL + "\"}}\n{{index .Config.Labels \""
                        + BuilderImages.DIGEST_LABEL + "\"}}\n{{range .RepoDigests}}{{.}} {{end}}",
                reference));
        return answer.succeeded() ? Optional.of(Labels.of(answer.output())) : Optional.empty();
    }

    /**
     * What an image says of itself.
     *
     * @param id the engine's name of it
     * @param toolchain empty if it does not say
     * @param digest what it was made of, empty if it does not say
     * @param repositories its names in registries, each with the digest that never names another image
     */
    record Labels(String id, String toolchain, String digest, List<String> repositories) {
        /** Reads the lines of {@link PulledImages#inspect}. */
        static Labels of(String output) {
            String[] lines = output.split("\n", -1);
            return new Labels(
                    line(lines, 0),
                    line(lines, 1),
                    line(lines, 2),
                    line(lines, 3).isEmpty()
                            ? List.of()
                            : List.of(line(lines, 3).split(" ", 0)));
        }

        /** What it is best known by. */
        String name() {
            return repositories.isEmpty() ? id : repositories.get(0);
        }

        private static String line(String[] lines, int index) {
            String text = index < lines.length ? lines[index].strip() : "";
            return text.equals("<no value>") ? "" : text;
        }
    }
}
