package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A tar stream whose entries' headers are no longer than any that has a meaning. */
public final class BoundedTar extends TarArchiveInputStream {
    private final HeaderGuard guard;
    private boolean inHeader;

    /** Reads an archive that is not packed, or unpacked meanwhile. */
    public BoundedTar(InputStream tar) {
        this(new HeaderGuard(tar));
    }

    private BoundedTar(HeaderGuard guard) {
        super(guard);
        this.guard = guard;
    }

    /** {@inheritDoc} Long names and their like are entries of their own, for which this is called within itself. */
    @Override
    public TarArchiveEntry getNextEntry() throws IOException {
        if (inHeader) {
            return super.getNextEntry();
        }
        passOver();
        inHeader = true;
        guard.begin();
        try {
            return super.getNextEntry();
        } finally {
            guard.end();
            inHeader = false;
        }
    }

    /** The content of the entry before, which is no part of a header. */
    private void passOver() throws IOException {
        if (getCurrentEntry() != null) {
            long skipped = skip(Long.MAX_VALUE);
            while (skipped > 0) {
                skipped = skip(Long.MAX_VALUE);
            }
        }
    }
}
