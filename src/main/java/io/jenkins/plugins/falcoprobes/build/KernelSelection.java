package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Which of the kernels that were found a request is about. */
public final class KernelSelection {
    /** Oldest first: by the numbers of the release, then of the package's version, then all in the release. */
    public static final Comparator<Kernel> OLDEST_FIRST = Comparator.comparing(
                    (Kernel kernel) -> kernel.release().version())
            .thenComparing(Kernel::packageVersion, NaturalOrder.INSTANCE)
            .thenComparing(kernel -> kernel.release().value(), NaturalOrder.INSTANCE);

    private KernelSelection() {}

    /**
     * Keeps what the filters let through, in the order in which it came.
     *
     * @param pattern a match anywhere in the release counts
     * @param latest only the newest so many of each distribution, architecture, flavour and series (5.10, 6.1, ...);
     *     counted after the pattern was applied
     */
    public static List<Kernel> select(List<Kernel> kernels, Pattern pattern, OptionalInt latest) {
        List<Kernel> matching = kernels.stream()
                .filter(kernel -> pattern.matcher(kernel.release().value()).find())
                .toList();
        if (latest.isEmpty()) {
            return matching;
        }
        Map<Line, List<Kernel>> lines = new LinkedHashMap<>();
        for (Kernel kernel : matching) {
            lines.computeIfAbsent(Line.of(kernel), line -> new ArrayList<>()).add(kernel);
        }
        Set<Kernel> kept = new HashSet<>();
        for (List<Kernel> line : lines.values()) {
            line.stream()
                    .sorted(OLDEST_FIRST.reversed())
                    .limit(latest.getAsInt())
                    .forEach(kept::add);
        }
        return matching.stream().filter(kept::contains).toList();
    }

    private record Line(String distro, Architecture architecture, String flavour, String series) {
        static Line of(Kernel kernel) {
            return new Line(
                    kernel.distro(),
                    kernel.architecture(),
                    kernel.flavour(),
                    kernel.release().version().series());
        }
    }
}
