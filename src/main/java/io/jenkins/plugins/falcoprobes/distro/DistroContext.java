package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.DebianMirrors;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * What distributions are made with.
 *
 * @param downloads fetches and keeps what they read
 * @param mirrors the mirrors that a user asked for, by the distribution's id
 * @param debian Debian's archive, of which driver sources are read too, so that a run reads its indexes once
 */
public record DistroContext(Downloads downloads, Map<String, URI> mirrors, AptArchive debian) {
    public DistroContext {
        mirrors = Map.copyOf(mirrors);
    }

    /** With Debian's archive by the mirrors of this machine, unless a user asked for others. */
    public DistroContext(Downloads downloads, Map<String, URI> mirrors) throws IOException {
        this(downloads, mirrors, AptArchive.debian(downloads, DebianMirrors.ofThisMachine(mirrors)));
    }
}
