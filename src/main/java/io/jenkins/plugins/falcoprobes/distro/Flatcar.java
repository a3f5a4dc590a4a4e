package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Flatcar Container Linux: every release of every channel. */
final class Flatcar extends ContainerLinux {
    static final String ID = "flatcar";

    private static final ChannelServers SERVERS = new ChannelServers(ID, List.of("stable", "beta", "alpha", "lts"));

    private Flatcar(DistroContext context) throws IOException {
        super(
                ID,
                SERVERS.of(
                        context.mirrors(), channel -> URI.create("https://" + channel + ".release.flatcar-linux.net/")),
                context,
                SigningKeys.of(context, ID, "flatcar.pgp"));
    }

    static Distro create(DistroContext context) throws IOException {
        return new Flatcar(context);
    }

    /** What users can name mirrors for. */
    static List<String> mirrors() {
        return SERVERS.names();
    }
}
