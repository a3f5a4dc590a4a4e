package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.provenance.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a run says of itself beside its probes.
 *
 * @param key signs the attestation
 * @param buildUrl the page of the build that it is a part of; empty if there is none
 */
record Recording(Optional<SigningKey> key, String buildUrl) {
    private static final String OPTION = "--provenance-key";
    private static final long LARGEST = 1 << 16;

    /**
     * Reads the key, so that a bad one stops a run before it begins.
     *
     * @param keyFile may be null
     */
    static Recording of(Path keyFile, Map<String, String> environment) {
        String url = environment.getOrDefault("BUILD_URL", "");
        return new Recording(
                keyFile == null ? Optional.empty() : Optional.of(key(keyFile)),
                url.matches("https?://[!-~]{1,2000}") ? url : "");
    }

    private static SigningKey key(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new UsageException(OPTION, "\"" + file + "\" is no file of a private key");
            }
            // Whatever is no text is no PEM either, and is told so.
            return SigningKey.parse(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UsageException(OPTION, "\"" + file + "\" cannot be read: " + Problems.reason(e));
        } catch (IllegalArgumentException e) {
            throw new UsageException(OPTION, "\"" + file + "\" cannot be used: " + e.getMessage());
        }
    }
}
