package io.jenkins.plugins.falcoprobes.lookup;

import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.LoaderHost;
import io.jenkins.plugins.falcoprobes.driver.OsRelease;
import io.jenkins.plugins.falcoprobes.driver.Uname;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a user wrote, read: the options of the command line or the fields of a form. An empty text is one that was not
 * given. What cannot be used is an {@link IllegalArgumentException} that says in one line what is wrong and what is
 * accepted, without the name of the field.
 */
public final class LookupFields {
    private LookupFields() {}

    /** What {@code uname -a} prints on the host. */
    public static Uname uname(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("missing; it is what uname -a prints on the host");
        }
        return Uname.parse(text);
    }

    /** The text of the host's {@code /etc/os-release}. */
    public static OsRelease osRelease(String text) {
        OsRelease os = OsRelease.parse(text);
        if (os.id().isEmpty()) {
            throw new IllegalArgumentException(
                    (text.isBlank() ? "missing" : "there is no line ID=") + "; accepted is a host's /etc/os-release");
        }
        return os;
    }

    /** The text of the host's {@code /etc/VERSION}, which Minikube has. */
    public static Optional<String> minikube(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        Optional<String> version = LoaderHost.minikubeVersion(text);
        if (version.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has no version in it; accepted are texts like v1.26.0");
        }
        return version;
    }

    /** The md5 of the configuration of the host's kernel. */
    public static Optional<String> configMd5(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            return Optional.empty();
        }
        if (!lower.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no md5; accepted are 32 hexadecimal digits");
        }
        return Optional.of(lower);
    }

    /** The eras to answer for: that of one Falco, or every one. */
    public static List<LoaderEra> eras(String falco) {
        if (falco.isBlank()) {
            return LoaderEra.all();
        }
        FalcoVersion version = new FalcoVersion(falco.strip());
        List<FalcoRelease> known = FalcoReleases.all();
        return List.of(LoaderEra.of(version)
                .orElseThrow(() -> new IllegalArgumentException("which driver Falco " + version
                        + " has is not known here; known are " + known.get(0).falco() + " to "
                        + known.get(known.size() - 1).falco())));
    }
}
