package io.jenkins.plugins.falcoprobes.retention;

import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the names that loaders look up, to the letter: whatever has another name is no probe. */
final class NamedProbe {
    private static final String RELEASE = "(\\d[A-Za-z0-9.+~-]*)";
    private static final Pattern TARGET =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._+-]{0,63})/(?:(x86_64|aarch64)/)?falco_([a-z][a-z0-9.-]*)_"
                    + RELEASE + "_([A-Za-z0-9._+~-]+)\\.k?o");
    private static final Pattern HASH =
            Pattern.compile("(?:(?:stable|dev)/sysdig-probe-binaries/)?falco-probe(?:-bpf)?-"
                    + "(\\d+\\.\\d+\\.\\d+|[0-9a-f]{40}|dev)-(x86_64|aarch64)-" + RELEASE + "-[0-9a-f]{32}\\.k?o");
    private static final Pattern FLAVOUR = Pattern.compile("-([A-Za-z].*)$");

    private NamedProbe() {}

    /** What a file's name says; nothing if it is no probe's. */
    static Optional<PublishedProbe> of(PublishedFile file) {
        Matcher target = TARGET.matcher(file.path());
        if (target.matches()) {
            String architecture = target.group(2) == null ? "" : target.group(2);
            return Optional.of(probe(file, target.group(1), target.group(3), target.group(4), architecture));
        }
        Matcher hash = HASH.matcher(file.path());
        return hash.matches()
                ? Optional.of(probe(file, driver(hash.group(1)), "", hash.group(3), hash.group(2)))
                : Optional.empty();
    }

    private static PublishedProbe probe(
            PublishedFile file, String driver, String family, String release, String architecture) {
        Matcher flavour = FLAVOUR.matcher(release);
        return new PublishedProbe(
                List.of(file),
                Optional.empty(),
                driver,
                family,
                release,
                "",
                architecture,
                flavour.find() ? flavour.group(1) : "",
                file.modified());
    }

    /** Names of the era of hashes have Falco's version, from 0.22 on the driver's. */
    private static String driver(String version) {
        if (version.equals("dev") || version.length() == 40) {
            return version;
        }
        try {
            return FalcoReleases.find(new FalcoVersion(version))
                    .map(FalcoRelease::driver)
                    .map(DriverVersion::value)
                    .orElse(version);
        } catch (IllegalArgumentException e) {
            return version;
        }
    }
}
