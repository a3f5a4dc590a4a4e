package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** Amazon Linux 2, with the kernels 4.14 to 5.15. */
final class AmazonLinux2 extends RpmDistro {
    static final String ID = "amazonlinux2";

    private AmazonLinux2(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new AmazonLinux2(context);
    }
}
