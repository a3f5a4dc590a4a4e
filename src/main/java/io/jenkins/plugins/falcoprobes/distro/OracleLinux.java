package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** Oracle Linux 6 to 10, with the kernel compatible to Red Hat's and with UEK R2 to R8. */
final class OracleLinux extends RpmDistro {
    static final String ID = "ol";

    private OracleLinux(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new OracleLinux(context);
    }
}
