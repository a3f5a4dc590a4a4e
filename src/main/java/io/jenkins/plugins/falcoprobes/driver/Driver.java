package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.util.List;
import java.util.Optional;

/**
 * A driver's source, ready to go into builder images.
 *
 * @param folder the kernel module's source at its top, the eBPF probe's in {@code bpf/}
 * @param version what the Falco's loader asks for, whatever the source calls itself
 * @param moduleName the module's name as Falco has it, for example {@code falco}
 * @param deviceName the device's name, {@code falco}
 * @param api the interface version that the source has; drivers before that of Falco 0.31.1 have none
 * @param schema its schema version, likewise
 * @param hasEbpf whether there is an eBPF probe in it
 * @param hasConfigure whether it probes the kernel's headers with {@code configure/} tests
 * @param isTemplate whether its {@code Makefile.in} and {@code driver_config.h.in} have yet to be filled in
 * @param portedTo the newest kernel series that whoever packaged it has patched it for; empty if it is as released
 * @param digest sha256 over its files, see {@link DriverFolder#digest}
 * @param description where it came from, for people
 * @param warnings what a user should know about it, one line each
 */
public record Driver(
        SourceFolder folder,
        DriverVersion version,
        String moduleName,
        String deviceName,
        Optional<ApiVersion> api,
        Optional<ApiVersion> schema,
        boolean hasEbpf,
        boolean hasConfigure,
        boolean isTemplate,
        Optional<KernelVersion> portedTo,
        String digest,
        String description,
        List<String> warnings) {
    public Driver {
        warnings = List.copyOf(warnings);
    }
}
