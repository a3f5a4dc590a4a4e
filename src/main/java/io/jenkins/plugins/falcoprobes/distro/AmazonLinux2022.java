package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** Amazon Linux 2022, a preview of 2023. */
final class AmazonLinux2022 extends RpmDistro {
    static final String ID = "amazonlinux2022";

    private AmazonLinux2022(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new AmazonLinux2022(context);
    }
}
