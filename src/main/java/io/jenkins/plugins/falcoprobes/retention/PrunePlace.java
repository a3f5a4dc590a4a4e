package io.jenkins.plugins.falcoprobes.retention;

import io.jenkins.plugins.falcoprobes.manifest.ManifestPlace;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** A place where probes are published, as far as deleting needs it. */
public interface PrunePlace extends Closeable {
    /** Every file. */
    List<PublishedFile> list() throws IOException, InterruptedException;

    /** The place's index. */
    ManifestPlace manifest();

    /** Deletes files; one that is not there counts as deleted. */
    void delete(Collection<String> paths) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
