package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** SUSE Linux Enterprise Server 12 to 16, from a registered mirror. */
final class Sles extends RpmDistro {
    static final String ID = "sles";

    private Sles(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new Sles(context);
    }
}
