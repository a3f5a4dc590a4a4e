package io.jenkins.plugins.falcoprobes.driver;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tarball of this machine or of the web, with a driver's source anywhere in it. */
record TarSource(URI tarball) implements DriverSource {
    @Override
    public Driver resolve(FalcoVersion falco, Path folder, Access access) throws IOException, InterruptedException {
        String name = tarball.getScheme().equals("file") ? Path.of(tarball).toString() : tarball.toString();
        Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
        access.tarballs().unpack(tarball, unpacked);
        return new DriverMaker(falco, "tar:" + name).make(unpacked, folder);
    }
}
