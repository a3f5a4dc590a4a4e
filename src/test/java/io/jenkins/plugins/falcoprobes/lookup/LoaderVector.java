package io.jenkins.plugins.falcoprobes.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Loader;
import io.jenkins.plugins.falcoprobes.driver.LoaderHost;
import io.jenkins.plugins.falcoprobes.driver.OsRelease;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.Uname;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of {@code loader-vectors.txt}. */
final class LoaderVector {
    final FalcoVersion falco;
    final ProbeKind kind;
    final Optional<Kernel> kernel;
    final LoaderHost host;
    final String unameA;
    final String osRelease;
    final Optional<String> etcVersion;
    final Optional<String> md5;
    final String published;
    final String address;
    final String source;

    private LoaderVector(List<String> columns) {
        falco = new FalcoVersion(columns.get(0));
        kind = ProbeKind.named(columns.get(1)).orElseThrow();
        String release = columns.get(3);
        String version = columns.get(4);
        unameA = "Linux web1 " + release + " " + version + " " + columns.get(5) + " GNU/Linux";
        osRelease = columns.get(6).replace(';', '\n');
        etcVersion = option(columns.get(7), "etc-version");
        md5 = option(columns.get(7), "md5");
        host = new LoaderHost(
                Uname.parse(unameA), OsRelease.parse(osRelease), etcVersion.flatMap(LoaderHost::minikubeVersion));
        kernel = kernel(columns.get(2), release, version, host.uname().machine());
        published = columns.get(8);
        address = columns.get(9);
        source = columns.get(10);
    }

    static List<LoaderVector> all() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                LoaderVector.class.getResourceAsStream("loader-vectors.txt"), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> {
                        List<String> columns = List.of(line.split(" \\| ", -1));
                        assertThat(columns).as(line).hasSize(11);
                        return new LoaderVector(columns);
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Loader loader() {
        return Loader.of(FalcoReleases.find(falco).orElseThrow());
    }

    /** The path below the repository, as a store has it. */
    String path() {
        String repository = loader().defaultRepository() + "/";
        assertThat(address).startsWith(repository);
        return address.substring(repository.length()).replace("%2B", "+");
    }

    /** As a distribution's class would find it. */
    private static Optional<Kernel> kernel(String text, String release, String version, Architecture machine) {
        if (text.equals("-")) {
            return Optional.empty();
        }
        String[] parts = text.split("/", 3);
        return Optional.of(new Kernel(
                parts[0],
                new KernelRelease(release),
                parts[1],
                version.substring(1).split(" ", 2)[0],
                machine,
                parts.length > 2 ? parts[2] : "",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
    }

    private static Optional<String> option(String text, String name) {
        Matcher matcher = Pattern.compile("(?:^| )" + name + "=(\\S+)").matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public String toString() {
        return falco + " " + kind + " on " + host + " (" + source + ")";
    }
}
