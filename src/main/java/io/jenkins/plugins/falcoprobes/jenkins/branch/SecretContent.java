package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.AbortException;
import hudson.model.Run;
import java.io.IOException;
import java.io.InputStream;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** What a secret text or a secret file of Jenkins holds. */
final class SecretContent {
    private static final int LARGEST = 1 << 20;

    private SecretContent() {}

    /**
     * The content of the one with an id, as the run may use it.
     *
     * @param asker what names the id, for the message
     * @throws AbortException in one line, if there is none
     */
    static byte[] of(Run<?, ?> run, String id, String asker) throws IOException {
        StandardCredentials credentials = CredentialsProvider.findCredentialById(id, StandardCredentials.class, run);
        if (credentials instanceof StringCredentials text) {
            return text.getSecret().getPlainText().getBytes(UTF_8);
        }
        if (credentials instanceof FileCredentials file) {
            try (InputStream content = file.getContent()) {
                return content.readNBytes(LARGEST);
            }
        }
        throw new AbortException(asker + ": " + run.getParent().getFullDisplayName()
                + " has no secret text and no secret file with the id \"" + id + "\"");
    }
}
