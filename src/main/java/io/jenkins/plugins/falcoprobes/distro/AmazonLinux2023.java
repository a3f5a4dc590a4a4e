package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** Amazon Linux 2023. */
final class AmazonLinux2023 extends RpmDistro {
    static final String ID = "amazonlinux2023";

    private AmazonLinux2023(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new AmazonLinux2023(context);
    }
}
