package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** The first Amazon Linux, 2018.03 and before. */
final class AmazonLinux extends RpmDistro {
    static final String ID = "amazonlinux";

    private AmazonLinux(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new AmazonLinux(context);
    }
}
