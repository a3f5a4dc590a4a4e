package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** Fedora, its releases and their updates. */
final class Fedora extends RpmDistro {
    static final String ID = "fedora";

    private Fedora(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new Fedora(context);
    }
}
