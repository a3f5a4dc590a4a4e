package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.provenance.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** The key that signs attestations, out of a secret text or a secret file of Jenkins. */
final class ProvenanceKey {
    private static final int LARGEST = 64 << 10;

    private ProvenanceKey() {}

    /**
     * The key with an id, as the run may use it.
     *
     * @throws AbortException in one line that has nothing of the key
     */
    static SigningKey of(Run<?, ?> run, String id) throws IOException {
        StandardCredentials credentials = CredentialsProvider.findCredentialById(id, StandardCredentials.class, run);
        try {
            if (credentials instanceof StringCredentials text) {
                return SigningKey.parse(text.getSecret().getPlainText());
            } else if (credentials instanceof FileCredentials file) {
                try (InputStream content = file.getContent()) {
                    return SigningKey.parse(new String(content.readNBytes(LARGEST), UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new AbortException("provenanceKey: \"" + id + "\": " + e.getMessage());
        }
        throw new AbortException("provenanceKey: " + run.getParent().getFullDisplayName()
                + " has no secret text and no secret file with the id \"" + id + "\"");
    }
}
