package io.jenkins.plugins.falcoprobes.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The releases of Falco that are known, from {@code falco-releases.txt}, oldest first. */
public final class FalcoReleases {
    private static final String TABLE = "falco-releases.txt";
    private static final List<FalcoRelease> ALL = read();

    private FalcoReleases() {}

    /** Every release that is known, oldest first. */
    public static List<FalcoRelease> all() {
        return ALL;
    }

    /**
     * The release of this version; a pre-release has the driver of its release. Empty for {@code dev} and for versions
     * that came after this table: what their driver is, its source tells.
     */
    public static Optional<FalcoRelease> find(FalcoVersion falco) {
        FalcoVersion release = falco.withoutPreRelease();
        return ALL.stream().filter(known -> known.falco().equals(release)).findFirst();
    }

    /** The first release that has this driver. */
    public static Optional<FalcoRelease> firstWith(DriverVersion driver) {
        return ALL.stream().filter(known -> known.driver().equals(driver)).findFirst();
    }

    private static List<FalcoRelease> read() {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(FalcoReleases.class.getResourceAsStream(TABLE), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> release(line.strip().split("\\s+")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FalcoRelease release(String[] columns) {
        return new FalcoRelease(
                new FalcoVersion(columns[0]),
                new DriverVersion(columns[1]),
                ApiVersion.parse(columns[2]),
                ApiVersion.parse(columns[3]));
    }
}
