package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** Rocky Linux 8 to 10, every minor release. */
final class Rocky extends RpmDistro {
    static final String ID = "rocky";

    private Rocky(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new Rocky(context);
    }
}
