package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** openSUSE Tumbleweed. */
final class OpenSuseTumbleweed extends RpmDistro {
    static final String ID = "opensuse-tumbleweed";

    private OpenSuseTumbleweed(DistroContext context) throws IOException {
        super(ID, context);
    }

    static Distro create(DistroContext context) throws IOException {
        return new OpenSuseTumbleweed(context);
    }
}
