package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;
import java.util.Set;

/** CentOS 6 to 8 and CentOS Stream 8 to 10. */
final class CentOs extends RpmDistro {
    static final String ID = "centos";

    private final Set<String> leavesAlone;

    private CentOs(DistroContext context) throws IOException {
        super(ID, context);
        leavesAlone = Distros.standard(context.given()).contains(Rhel.ID) ? Set.of(Rhel.ID, "rhcos") : Set.of();
    }

    /** Its modules serve hosts of Red Hat's where Red Hat's own kernels cannot be had. */
    @Override
    public Set<String> leavesAlone() {
        return leavesAlone;
    }

    static Distro create(DistroContext context) throws IOException {
        return new CentOs(context);
    }
}
