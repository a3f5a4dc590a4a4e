package io.jenkins.plugins.falcoprobes.manifest;

import java.nio.charset.StandardCharsets;

/** A manifest as {@code sha256sum -c} reads it. */
final class Sums {
    private Sums() {}

    static byte[] bytes(Manifest manifest) {
        StringBuilder text = new StringBuilder();
        manifest.checksums()
                .forEach((path, sha256) ->
                        text.append(sha256).append("  ").append(path).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
