package io.jenkins.plugins.falcoprobes.jenkins.branch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.util.FormValidation;
import java.io.IOException;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.jenkinsci.plugins.docker.commons.credentials.ImageNameValidator;

/** Names of ready-made builder images. Their tags, {@code <falco version>-<toolchain>}, are ours to add. */
final class ImageName {
    private ImageName() {}

    /**
     * The name that is pulled; empty for none.
     *
     * @param image as a user wrote it
     * @param registry whose images those without a registry in their name are
     * @throws AbortException in one line, if it is no name, or has a tag
     */
    static String of(@CheckForNull String image, @CheckForNull DockerRegistryEndpoint registry) throws IOException {
        if (image == null || image.isEmpty()) {
            return "";
        }
        String problem = problem(image);
        if (!problem.isEmpty()) {
            throw new AbortException("image \"" + image + "\": " + problem);
        }
        if (registry == null) {
            return image;
        }
        String qualified = registry.imageName(image);
        String prefix = qualified.substring(0, qualified.length() - image.length());
        return image.startsWith(prefix) ? image : qualified;
    }

    /** What is wrong with a name, in one line; empty if nothing is. */
    static String problem(String image) {
        try {
            ImageNameValidator.checkUserAndRepo(image);
        } catch (FormValidation e) {
            return e.getMessage();
        }
        boolean hasTag = image.indexOf('@') >= 0 || image.lastIndexOf(':') > image.lastIndexOf('/');
        return hasTag ? "give it without a tag, which is <Falco version>-<toolchain>" : "";
    }
}
