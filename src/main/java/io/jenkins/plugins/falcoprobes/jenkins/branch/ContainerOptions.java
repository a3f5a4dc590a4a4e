package io.jenkins.plugins.falcoprobes.jenkins.branch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The options that an agent asks its containers to be started with. */
final class ContainerOptions {
    /** What {@code CommandLineRuntime.options} uses; nothing else is ever asked for. */
    private static final Set<String> NAMES = Set.of(
            "--pull",
            "--log-driver",
            "--hostname",
            "--network",
            "--cap-drop",
            "--security-opt",
            "--user",
            "--read-only",
            "--tmpfs",
            "--mount",
            "--memory",
            "--memory-swap",
            "--pids-limit",
            "--cpus",
            "--stop-signal",
            "--ulimit");

    /** Images are given by what they are, never by a name. */
    private static final Pattern IMAGE = Pattern.compile("(sha256:)?[0-9a-f]{64}");

    private ContainerOptions() {}

    /** {@link IllegalArgumentException} unless these are an image and options as this plugin's own part on an agent sends. */
    static void check(String image, String[] options) {
        if (!IMAGE.matcher(image).matches()) {
            throw new IllegalArgumentException("\"" + image + "\" is no image's id");
        }
        for (String option : options) {
            if (!NAMES.contains(option.split("=", 2)[0]) || option.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("\"" + option + "\" is no option that a builder container has");
            }
        }
    }

    /** Options in one line, as {@code DockerClient.run} takes them apart again. */
    static String line(List<String> options) {
        return options.stream().map(ContainerOptions::quote).collect(Collectors.joining(" "));
    }

    /** All of them: what was asked for, and what the controller adds. */
    static List<String> join(String[] options, List<String> more) {
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.addAll(more);
        return all;
    }

    /** One word of Jenkins' tokenizer; a dollar is doubled since launchers replace variables in their arguments. */
    private static String quote(String option) {
        return '"' + option.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "$$") + '"';
    }
}
