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
 */
@ExportedBean
public record ProbeFile(@Exported String path, @Exported long size, @Exported String sha256) implements Serializable {}
