package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.AptTable;
import io.jenkins.plugins.falcoprobes.repository.PackageSelection;
import io.jenkins.plugins.falcoprobes.repository.RpmKeys;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import java.io.IOException;
import java.util.Optional;

/** Distributions whose packages a test has made, and signed with a key of its own. */
public final class TestDistros {
    private TestDistros() {}

    /** Rocky Linux, but for its keys. */
    public static Distro rocky(DistroContext context, byte[] keys) throws IOException {
        return new RpmDistro(Rocky.ID, RpmTable.of(Rocky.ID), Optional.of(new RpmKeys(keys)), context);
    }

    /** Ubuntu, but for its keys. */
    public static Distro ubuntu(DistroContext context, byte[] keys) throws IOException {
        AptTable table = TestArchive.signedBy(keys, AptTable.of(Ubuntu.ID));
        return new Ubuntu(
                context.downloads(),
                table,
                AptArchive.of(
                        Ubuntu.ID, "Ubuntu", context.downloads(), table, PackageSelection.UBUNTU, context.mirrors()));
    }
}
