package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static java.nio.charset.StandardCharsets.UTF_8;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.provenance.SigningKey;
import java.io.IOException;

/** The key that signs attestations, out of a secret text or a secret file of Jenkins. */
final class ProvenanceKey {
    private ProvenanceKey() {}

    /**
     * The key with an id, as the run may use it.
     *
     * @throws AbortException in one line that has nothing of the key
     */
    static SigningKey of(Run<?, ?> run, String id) throws IOException {
        byte[] content = SecretContent.of(run, id, "provenanceKey");
        try {
            return SigningKey.parse(new String(content, UTF_8));
        } catch (IllegalArgumentException e) {
            throw new AbortException("provenanceKey: \"" + id + "\": " + e.getMessage());
        }
    }
}
