package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;
import java.util.List;

/** CoreOS Container Linux, which ended in 2020. Its servers are gone: whoever has kept the releases names them as mirrors. */
final class CoreOs extends ContainerLinux {
    static final String ID = "coreos";

    private static final ChannelServers SERVERS = new ChannelServers(ID, List.of("stable", "beta", "alpha"));

    private CoreOs(DistroContext context) throws IOException {
        super(ID, SERVERS.of(context.mirrors()), context, SigningKeys.of(context, ID, "coreos.pgp"));
    }

    static Distro create(DistroContext context) throws IOException {
        return new CoreOs(context);
    }

    /** What users can name mirrors for, one of which is needed. */
    static List<String> mirrors() {
        return SERVERS.names();
    }
}
