package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** CentOS 6 to 8 and CentOS Stream 8 to 10. */
final class CentOs extends RpmDistro {
    static final String ID = "centos";

    private CentOs(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new CentOs(context);
    }
}
