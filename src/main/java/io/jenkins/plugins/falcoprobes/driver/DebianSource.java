package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Debian's package of the driver, {@value #PACKAGE}. Debian numbers it by the libs release, so which Falco's driver it is
 * shows in its interface and schema versions.
 */
record DebianSource(Optional<String> suite) implements DriverSource {
    static final String PACKAGE = "falcosecurity-scap-dkms";

    /**
     * The series of each release's kernel, which its package is patched to build for. Measured: the source of bookworm,
     * of the time of Falco 0.31.1, builds both kinds for 6.1, where the driver as released ends with 5.17.
     */
    private static final Map<String, KernelVersion> RELEASE_KERNELS = Map.of(
            "bookworm", KernelVersion.of("6.1"),
            "trixie", KernelVersion.of("6.12"));

    @Override
    public Driver resolve(FalcoVersion falco, Path folder, Access access) throws IOException, InterruptedException {
        List<DebianPackages.Found> packages = access.debian().find(PACKAGE);
        if (packages.isEmpty()) {
            throw new IOException("Debian's archive has no package " + PACKAGE + " in any suite that could be read");
        }
        List<DebianPackages.Found> candidates = packages.stream()
                .filter(found -> suite.isEmpty() || suite.get().equals(found.suite()))
                .toList();
        if (candidates.isEmpty()) {
            throw new IOException("Debian's suite " + suite.get() + " has no package " + PACKAGE + "; these have: "
                    + String.join(
                            ", ",
                            packages.stream().map(DebianPackages.Found::suite).toList()));
        }
        List<String> unfit = new ArrayList<>();
        for (DebianPackages.Found found : candidates) {
            Driver driver = driver(falco, found, folder.resolve(found.suite()), access);
            if (suite.isPresent() || isOf(falco, driver)) {
                return driver;
            }
            unfit.add(found.suite() + " has " + found.version() + " with "
                    + DriverMaker.versions(driver.api(), driver.schema()));
        }
        throw new IOException(
                "no " + PACKAGE + " of Debian is the driver of Falco " + falco + " ("
                        + FalcoReleases.find(falco).map(DriverMaker::versions).orElse("which is not known here") + "): "
                        + String.join("; ", unfit)
                        + "; choose one all the same with debian:SUITE, or another source with image, dir:PATH or tar:PATH-OR-URL");
    }

    /** The development version takes the newest; a driver without versions cannot be told to be the right one. */
    private static boolean isOf(FalcoVersion falco, Driver driver) {
        return falco.isDev()
                || FalcoReleases.find(falco)
                        .filter(release -> release.api().isPresent()
                                && release.api().equals(driver.api())
                                && release.schema().equals(driver.schema()))
                        .isPresent();
    }

    private static Driver driver(FalcoVersion falco, DebianPackages.Found found, Path folder, Access access)
            throws IOException, InterruptedException {
        String description = "debian:" + found.suite() + " " + PACKAGE + " " + found.version();
        DriverMaker maker =
                new DriverMaker(falco, description, Optional.ofNullable(RELEASE_KERNELS.get(found.suite())));
        KnownDrivers drivers = new KnownDrivers(access.cache());
        Optional<DriverTraits> known = drivers.read(found, falco);
        if (known.isPresent()) {
            return maker.make(known.get(), SourceFolder.onFirstUse(() -> copy(maker, found, folder, access)
                    .path()));
        }
        DriverMaker.Copy copy = copy(maker, found, folder, access);
        drivers.write(found, falco, copy.traits());
        return maker.make(copy.traits(), SourceFolder.of(copy.path()));
    }

    private static DriverMaker.Copy copy(DriverMaker maker, DebianPackages.Found found, Path folder, Access access)
            throws IOException, InterruptedException {
        Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
        access.debian().unpack(found, unpacked);
        return maker.copy(unpacked, folder);
    }
}
