package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** Red Hat Enterprise Linux 6 to 10, by an entitlement or from a mirror. */
final class Rhel extends RpmDistro {
    static final String ID = "rhel";

    private Rhel(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new Rhel(context);
    }
}
