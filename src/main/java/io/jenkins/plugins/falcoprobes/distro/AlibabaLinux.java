package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** Alibaba Cloud Linux 2 to 4. */
final class AlibabaLinux extends RpmDistro {
    static final String ID = "alinux";

    private AlibabaLinux(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new AlibabaLinux(context);
    }
}
