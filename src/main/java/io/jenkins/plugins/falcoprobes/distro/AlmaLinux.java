package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** AlmaLinux 8 to 10, every minor release. */
final class AlmaLinux extends RpmDistro {
    static final String ID = "almalinux";

    private AlmaLinux(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new AlmaLinux(context);
    }
}
