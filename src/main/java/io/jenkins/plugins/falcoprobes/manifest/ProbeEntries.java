package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary.DriverFacts;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry.Making;
import io.jenkins.plugins.falcoprobes.report.Redaction;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run knows of its probes, one by one, as a manifest lists it. Which run attests them is not among it.
 *
 * @param request what was asked for
 * @param driver the driver that is built
 * @param buildUrl the page of the build; empty if it has none
 */
public record ProbeEntries(BuildRequest request, DriverFacts driver, String buildUrl) {
    private static final Pattern CONFIG_MD5 = Pattern.compile("-([0-9a-f]{32})\\.k?o$");

    /**
     * A probe that was built.
     *
     * @param files where it is, the main path first; at least one
     */
    public ManifestEntry built(ProbeResult result, List<StoredProbe> files) {
        Kernel kernel = result.build().kernel();
        Making making = new Making(
                driver.digest(),
                Redaction.withoutCredentials(driver.source()),
                result.compiler(),
                result.image(),
                usedPackages(kernel).map(PackageFacts::of).toList(),
                configMd5s(result),
                buildUrl,
                "");
        return entry(kernel, result.build().kind(), files, Optional.of(making), result.finished());
    }

    /**
     * A probe that was there. A checksum is of one file, so that names whose bytes differ, which only a stranger writes,
     * get entries of their own.
     *
     * @param files where it is, the main path first
     */
    public List<ManifestEntry> found(Kernel kernel, ProbeKind kind, List<StoredProbe> files, Instant at) {
        return files.stream()
                .map(StoredProbe::sha256)
                .distinct()
                .map(sha256 -> entry(
                        kernel,
                        kind,
                        files.stream()
                                .filter(file -> file.sha256().equals(sha256))
                                .toList(),
                        Optional.empty(),
                        at))
                .toList();
    }

    /** The packages that are read of a kernel; the configuration's only where names need its md5, or source does. */
    private Stream<KernelPackage> usedPackages(Kernel kernel) {
        boolean needsConfig = request.naming() != Naming.TARGET || kernel.isOfSource();
        return kernel.packages().stream().filter(part -> needsConfig || part.role() != KernelPackage.Role.CONFIG);
    }

    /** Those of the headers and, out of the names that have it, of the host's. */
    private static List<String> configMd5s(ProbeResult result) {
        Stream<String> hosts = result.build().paths().stream()
                .map(path -> CONFIG_MD5.matcher(path.path()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
        return Stream.concat(Stream.of(result.configMd5()), hosts)
                .filter(md5 -> !md5.isEmpty())
                .toList();
    }

    private ManifestEntry entry(
            Kernel kernel, ProbeKind kind, List<StoredProbe> files, Optional<Making> making, Instant at) {
        StoredProbe main = files.get(0);
        return new ManifestEntry(
                main.path(),
                main.sha256(),
                main.size(),
                KernelFacts.of(kernel),
                kind,
                driver.version(),
                request.falcoVersion().value(),
                files.stream().skip(1).map(StoredProbe::path).toList(),
                making,
                at);
    }
}
