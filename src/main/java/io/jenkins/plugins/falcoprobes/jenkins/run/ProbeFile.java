package io.jenkins.plugins.falcoprobes.jenkins.run;

import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A file of a probe.
 *
 * @param path relative to the store, with {@code /}
 * @param size in bytes
 * @param sha256 lower-case hexadecimal
 * @param alias whether it is a copy under another name, for hosts that ask for that one
 */
@ExportedBean
public record ProbeFile(@Exported String path, @Exported long size, @Exported String sha256, @Exported boolean alias)
        implements Serializable {
    /** The file under a probe's own name. */
    public ProbeFile(String path, long size, String sha256) {
        this(path, size, sha256, false);
    }
}
