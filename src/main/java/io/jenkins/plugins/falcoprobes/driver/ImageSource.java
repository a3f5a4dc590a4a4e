package io.jenkins.plugins.falcoprobes.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A Falco image, which has the driver's source in {@code /usr/src/falco-<version>}. */
record ImageSource(Optional<String> reference) implements DriverSource {
    @Override
    public boolean needsEngine() {
        return true;
    }

    @Override
    public Driver resolve(FalcoVersion falco, Path folder, Access access) throws IOException, InterruptedException {
        String image = reference.orElseGet(() -> defaultImage(falco));
        Path unpacked = Files.createDirectories(folder).resolve("unpacked");
        try {
            access.images().copyOut(image, "/usr/src", unpacked);
        } catch (IOException e) {
            throw new IOException(
                    "the driver's source cannot be had from the image " + image + ": " + e.getMessage()
                            + "; other sources are debian, debian:SUITE, dir:PATH, tar:PATH-OR-URL and image:REF",
                    e);
        }
        return new DriverMaker(falco, "image:" + image).make(unpacked, folder);
    }

    /**
     * The image of a Falco that has the source in it: {@code falcosecurity/falco:<version>}. Since 0.40.0 that one is
     * distroless and without source ({@code docker/falco/Dockerfile}: {@code rm -rf /falco/usr/src/falco-*}), and
     * {@code <version>-debian} has it. Falco's development image is {@code master} since 2020; the tag {@code dev} is
     * still there but was last pushed then.
     */
    static String defaultImage(FalcoVersion falco) {
        String tag = falco.isDev() ? "master" : falco.value();
        return "falcosecurity/falco:" + tag + (falco.isAtLeast("0.40.0") ? "-debian" : "");
    }
}
