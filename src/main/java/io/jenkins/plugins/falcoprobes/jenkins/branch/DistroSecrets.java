package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.distro.DistroSetting;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Settings of distributions that name a secret of Jenkins in the place of a file. */
public final class DistroSecrets {
    /** What such a value begins with; the id of a secret text or a secret file follows. */
    public static final String PREFIX = "credentials:";

    private DistroSecrets() {}

    /** Whether a value names a secret. */
    public static boolean isOne(String value) {
        return value.startsWith(PREFIX) && value.length() > PREFIX.length();
    }

    /**
     * The settings of some distributions, with what their secrets hold.
     *
     * @param values the values of all settings by their names
     * @param distros the ids of the distributions, empty for all: an agent gets the secrets that it needs
     * @param run whose secrets may be used
     * @throws IOException in one line, if there is no such secret
     */
    static DistroSettings resolve(Map<String, String> values, List<String> distros, Run<?, ?> run) throws IOException {
        DistroSettings settings = DistroSettings.of(values)
                .ofDistros(id -> distros.isEmpty() || distros.stream().anyMatch(id::equalsIgnoreCase));
        for (DistroSetting each : Distros.settings()) {
            String value = settings.text(each.name()).orElse("");
            if (each.kind() == DistroSetting.Kind.FILE && isOne(value)) {
                byte[] content = SecretContent.of(run, value.substring(PREFIX.length()), each.name());
                settings = settings.with(each.name(), content);
            }
        }
        return settings;
    }
}
