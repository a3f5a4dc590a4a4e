package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** openSUSE Leap. */
final class OpenSuseLeap extends RpmDistro {
    static final String ID = "opensuse-leap";

    private OpenSuseLeap(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new OpenSuseLeap(context);
    }
}
