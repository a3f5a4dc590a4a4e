package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.repository.FileKeys;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The keys that a distribution signs its files with: a user's, or else those in the jar. */
final class SigningKeys {
    private SigningKeys() {}

    /** Keys out of a file beside this class, unless a user gave others for the distribution. */
    static FileKeys of(DistroContext context, String id, String file) throws IOException {
        Optional<byte[]> own = context.settings().content(DistroSetting.keys(id).name());
        if (own.isPresent()) {
            return new FileKeys(own.get());
        }
        try (InputStream in = SigningKeys.class.getResourceAsStream(file)) {
            return new FileKeys(in.readAllBytes());
        }
    }
}
