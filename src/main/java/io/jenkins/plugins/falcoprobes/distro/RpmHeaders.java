package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.repository.RpmPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A package with a kernel's headers, and how it is to be read; a line of {@link RpmTable}. In texts, {@code $v} is the
 * package's version, {@code $r} its release, {@code $R} its release without the last number, {@code $arch} its architecture,
 * {@code $release} what {@code uname -r} prints.
 *
 * @param name the package's name, for example {@code kernel-devel}
 * @param releases packages of other releases than these are none of it
 * @param flavour the variant: empty for the plain one
 * @param release what {@code uname -r} prints
 * @param build the first word of {@code uname -v}, without its {@code #}
 * @param tree the folder of the headers in the package
 * @param configs packages that may have the configuration that hosts have in {@code /boot}
 * @param common the package with the headers that flavours share, if there is one
 * @param commonTree its folder
 */
record RpmHeaders(
        String name,
        Pattern releases,
        String flavour,
        String release,
        String build,
        String tree,
        List<String> configs,
        Optional<String> common,
        String commonTree) {
    RpmHeaders {
        configs = List.copyOf(configs);
    }

    /** Reads the words of a line. */
    static RpmHeaders parse(List<String> words) {
        Pattern releases = Pattern.compile("");
        String flavour = "";
        String release = "$v-$r.$arch";
        String build = "1";
        String tree = "usr/src/kernels/$release";
        List<String> configs = new ArrayList<>();
        Optional<String> common = Optional.empty();
        String commonTree = "";
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            String value = word.substring(equals + 1);
            switch (word.substring(0, equals)) {
                case "for" -> releases = Pattern.compile(value);
                case "flavour" -> flavour = value;
                case "release" -> release = value;
                case "build" -> build = value;
                case "tree" -> tree = value;
                case "config" -> configs.addAll(List.of(value.split(",", -1)));
                case "common" -> common = Optional.of(value);
                case "commontree" -> commonTree = value;
                default -> throw new IllegalArgumentException("headers are not described by " + word);
            }
        }
        return new RpmHeaders(words.get(0), releases, flavour, release, build, tree, configs, common, commonTree);
    }

    /** Whether a package is described by this line. */
    boolean describe(RpmPackage headers) {
        return headers.name().equals(name)
                && releases.matcher(headers.release()).find();
    }

    /** What {@code uname -r} prints on hosts with a kernel of this package's version. */
    String releaseOf(String version, String packageRelease, String architecture) {
        return release.replace("$v", version)
                .replace("$R", packageRelease.replaceFirst("\\.\\d+$", ""))
                .replace("$r", packageRelease)
                .replace("$arch", architecture);
    }

    /** A folder of this line for a package. */
    String folder(String text, String fullVersion, String kernelRelease, String architecture) {
        int dash = fullVersion.lastIndexOf('-');
        String packageRelease = fullVersion.substring(dash + 1);
        return text.replace("$release", kernelRelease)
                .replace("$v", fullVersion.substring(0, dash))
                .replace("$R", packageRelease.replaceFirst("\\.\\d+$", ""))
                .replace("$r", packageRelease)
                .replace("$arch", architecture);
    }
}
