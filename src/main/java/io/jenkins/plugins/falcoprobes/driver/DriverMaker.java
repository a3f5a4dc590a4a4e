package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a {@link Driver} of an unpacked tree, whatever source it came from. */
final class DriverMaker {
    private final FalcoVersion falco;
    private final String description;
    private final Optional<KernelVersion> portedTo;
    private final Optional<FalcoRelease> release;

    DriverMaker(FalcoVersion falco, String description) {
        this(falco, description, Optional.empty());
    }

    DriverMaker(FalcoVersion falco, String description, Optional<KernelVersion> portedTo) {
        this.falco = falco;
        this.description = description;
        this.portedTo = portedTo;
        this.release = FalcoReleases.find(falco);
    }

    /** Finds the source in {@code tree} and copies it to {@code driver} in {@code folder}. */
    Driver make(Path tree, Path folder) throws IOException {
        Copy copy = copy(tree, folder);
        return make(copy.traits(), SourceFolder.of(copy.path()));
    }

    /** A driver of which is known what there is to see. */
    Driver make(DriverTraits traits, SourceFolder folder) throws IOException {
        return new Driver(
                folder,
                version(traits),
                falco.moduleName(),
                FalcoVersion.DEVICE_NAME,
                traits.api(),
                traits.schema(),
                traits.hasEbpf(),
                traits.hasConfigure(),
                traits.isTemplate(),
                portedTo,
                traits.digest(),
                description,
                release.flatMap(known -> misfit(known, traits)).stream().toList());
    }

    /** Finds the source in {@code tree} and copies it to {@code driver} in {@code folder}, without a look at its version. */
    Copy copy(Path tree, Path folder) throws IOException {
        try {
            DriverFolder found = DriverFolder.find(tree, folderNames());
            DriverFolder copy = found.copyTo(folder.resolve("driver"));
            return new Copy(copy.path(), copy.traits(found.path().getFileName().toString()));
        } catch (IOException e) {
            throw new IOException(description + ": " + e.getMessage(), e);
        }
    }

    /** A driver's source in a folder of its own. */
    record Copy(Path path, DriverTraits traits) {}

    private List<String> folderNames() {
        List<String> names = new ArrayList<>();
        release.ifPresent(known -> names.add("falco-" + known.driver()));
        names.add("falco-" + falco);
        names.add("driver");
        return names;
    }

    /** What the loader asks for: known for a known Falco, else as the source itself has it. */
    private DriverVersion version(DriverTraits source) throws IOException {
        if (release.isPresent()) {
            return release.get().driver();
        }
        if (source.name().matches("falco-\\d.*")) {
            return new DriverVersion(source.name().substring("falco-".length()));
        }
        if (source.api().isPresent()) {
            for (FalcoRelease known : FalcoReleases.all()) {
                if (known.api().equals(source.api()) && known.schema().equals(source.schema())) {
                    return known.driver();
                }
            }
        }
        return source.declaredVersion()
                .map(DriverVersion::new)
                .orElseThrow(() -> new IOException(description
                        + ": which driver version this is cannot be told, neither"
                        + " by its folder's name (falco-<version>) nor by its driver_config.h, and Falco " + falco
                        + " is not among the releases known here"));
    }

    /** What a user should know of a source that is not, or may not be, the driver of the release. */
    private Optional<String> misfit(FalcoRelease known, DriverTraits source) {
        if (!known.api().equals(source.api()) || !known.schema().equals(source.schema())) {
            return Optional.of(description + " is not the driver of Falco " + falco + ": it has "
                    + versions(source.api(), source.schema()) + ", Falco's has " + versions(known)
                    + "; that Falco will refuse its probes");
        }
        return source.declaredVersion()
                .filter(declared ->
                        known.api().isEmpty() && !declared.equals(known.driver().value()))
                .map(declared -> description + " calls itself version " + declared + ", the driver of Falco " + falco
                        + " is " + known.driver());
    }

    /** A release's interface and schema version, for people. */
    static String versions(FalcoRelease release) {
        return versions(release.api(), release.schema());
    }

    /** Interface and schema version, for people. */
    static String versions(Optional<ApiVersion> api, Optional<ApiVersion> schema) {
        return api.isEmpty() && schema.isEmpty()
                ? "no API version"
                : "API " + text(api) + " and schema " + text(schema);
    }

    private static String text(Optional<ApiVersion> version) {
        return version.map(ApiVersion::toString).orElse("none");
    }
}
