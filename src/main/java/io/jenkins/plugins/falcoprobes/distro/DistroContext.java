package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.DebianMirrors;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What distributions are made with.
 *
 * @param downloads fetches and keeps what they read
 * @param mirrors the mirrors that a user asked for, by the distribution's id
 * @param settings what a user set for distributions
 * @param debian Debian's archive, of which driver sources are read too, so that a run reads its indexes once
 */
public record DistroContext(Downloads downloads, Map<String, URI> mirrors, DistroSettings settings, AptArchive debian) {
    public DistroContext {
        mirrors = Map.copyOf(mirrors);
    }

    /**
     * With Debian's archive by the mirrors of this machine and Debian's keys, unless a user asked for others.
     *
     * @throws IOException if the keys that a user asked for cannot be read
     */
    public DistroContext(Downloads downloads, Map<String, URI> mirrors, DistroSettings settings) throws IOException {
        this(downloads, mirrors, settings, debian(downloads, mirrors, settings));
    }

    private static AptArchive debian(Downloads downloads, Map<String, URI> mirrors, DistroSettings settings)
            throws IOException {
        DebianMirrors asked = DebianMirrors.ofThisMachine(mirrors);
        byte[] keys = settings.content(Debian.KEYS.name()).orElse(null);
        return keys == null ? AptArchive.debian(downloads, asked) : AptArchive.debian(downloads, asked, keys);
    }

    /** The names of all mirrors and settings that were given. */
    Set<String> given() {
        Set<String> given = new TreeSet<>(mirrors.keySet());
        given.addAll(settings.names());
        return given;
    }
}
