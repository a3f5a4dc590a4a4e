package io.jenkins.plugins.falcoprobes.build.request;

import io.jenkins.plugins.falcoprobes.build.HintNames;
import io.jenkins.plugins.falcoprobes.distro.DistroSetting;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what users set for distributions, and tells what of it is missing; never says a value. */
public final class DistroArguments {
    private DistroArguments() {}

    /**
     * {@code ID.NAME=VALUE}, the values by their names; else a {@link UsageException}.
     *
     * @param known the settings that there are
     */
    public static Map<String, String> settings(String option, List<String> texts, List<DistroSetting> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new UsageException(
                        option, "one has no value; accepted are settings like rocky.keys=/etc/pki/my-mirror.asc");
            }
            String name = name(option, text.substring(0, equals).strip(), known);
            String value = text.substring(equals + 1).strip();
            if (value.isEmpty()) {
                throw new UsageException(option, name + " has no value");
            }
            if (values.put(name, value) != null) {
                throw new UsageException(option, name + " is given twice; one value is accepted");
            }
        }
        return values;
    }

    private static String name(String option, String written, List<DistroSetting> known) {
        List<String> names = known.stream().map(DistroSetting::name).toList();
        if (names.contains(written)) {
            return written;
        }
        String distro = written.replaceFirst("\\..*", ".");
        List<String> ofDistro =
                names.stream().filter(name -> name.startsWith(distro)).toList();
        throw new UsageException(
                option,
                "\"" + written + "\" is no setting that is known here; accepted are "
                        + String.join(", ", ofDistro.isEmpty() ? names : ofDistro) + Suggestion.hint(written, names));
    }

    /**
     * Refuses a distribution that was asked for by name and not given what it needs, with a {@link UsageException}.
     *
     * @param distros the ids that were asked for
     * @param given the names of mirrors and settings that were given
     * @param needs the names of mirrors and settings of which a distribution needs one
     * @param known the settings that there are
     */
    public static void requireNeeds(
            ArgumentNames names,
            HintNames hints,
            List<String> distros,
            Collection<String> given,
            Function<String, List<String>> needs,
            List<DistroSetting> known) {
        for (String distro : distros) {
            List<String> needed = needs.apply(distro.toLowerCase(Locale.ROOT));
            if (!needed.isEmpty() && needed.stream().noneMatch(given::contains)) {
                throw new UsageException(
                        names.distros(),
                        distro + " cannot be read without "
                                + needed.stream()
                                        .map(name -> usage(hints, name, known))
                                        .collect(Collectors.joining(" or ")));
            }
        }
    }

    private static String usage(HintNames hints, String name, List<DistroSetting> known) {
        Optional<DistroSetting> setting =
                known.stream().filter(each -> each.name().equals(name)).findFirst();
        return setting.map(each -> each.usage() + ", " + each.what() + " (" + hints.settings() + ")")
                .orElse(name + "=URL (" + hints.mirrors() + ")");
    }
}
