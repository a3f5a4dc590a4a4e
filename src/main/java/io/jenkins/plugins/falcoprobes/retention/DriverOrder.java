package io.jenkins.plugins.falcoprobes.retention;

import io.jenkins.plugins.falcoprobes.build.NaturalOrder;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which driver versions are newer than others: by the Falco that first had them; versions that no Falco in the table has
 * ({@code 7.2.5+driver}), by their numbers among the others of their kind.
 */
final class DriverOrder {
    private static final Pattern NUMBERED = Pattern.compile("\\d+\\.\\d+\\.\\d+\\+driver");
    private static final List<String> KNOWN = FalcoReleases.all().stream()
            .map(FalcoRelease::driver)
            .map(DriverVersion::value)
            .distinct()
            .toList();

    /** Falco's versions and commits came before drivers had numbers of their own. */
    private static final Comparator<String> OLDEST_FIRST = Comparator.comparing(DriverOrder::isNumbered)
            .thenComparing((a, b) -> isNumbered(a)
                    ? NaturalOrder.INSTANCE.compare(a, b)
                    : Integer.compare(KNOWN.indexOf(a), KNOWN.indexOf(b)));

    private DriverOrder() {}

    /** Whether it can be told how new a version is; of a commit that no Falco has, and of {@code dev}, it cannot. */
    static boolean isKnown(String version) {
        return isNumbered(version) || KNOWN.contains(version);
    }

    static Comparator<String> newestFirst() {
        return OLDEST_FIRST.reversed();
    }

    private static boolean isNumbered(String version) {
        return NUMBERED.matcher(version).matches();
    }
}
