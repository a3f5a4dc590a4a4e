package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** Photon OS 3 to 5. */
final class Photon extends RpmDistro {
    static final String ID = "photon";

    private Photon(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new Photon(context);
    }
}
