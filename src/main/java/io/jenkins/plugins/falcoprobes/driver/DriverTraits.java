package io.jenkins.plugins.falcoprobes.driver;

import java.util.Optional;

/**
 * What a driver's source tells of itself.
 *
 * @param name the name of the folder that it was in, before it was copied
 * @param declaredVersion what it calls its own version
 * @param api its interface version
 * @param schema its schema version
 * @param hasEbpf whether there is an eBPF probe in it
 * @param hasConfigure whether it probes the kernel's headers
 * @param isTemplate whether it has yet to be filled in
 * @param digest sha256 over its files, see {@link DriverFolder#digest}
 */
record DriverTraits(
        String name,
        Optional<String> declaredVersion,
        Optional<ApiVersion> api,
        Optional<ApiVersion> schema,
        boolean hasEbpf,
        boolean hasConfigure,
        boolean isTemplate,
        String digest) {}
