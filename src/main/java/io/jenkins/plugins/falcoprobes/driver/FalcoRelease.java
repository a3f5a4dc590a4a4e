package io.jenkins.plugins.falcoprobes.driver;

import java.util.Optional;

/**
 * A release of Falco and the driver that belongs to it.
 *
 * @param falco Falco's version
 * @param driver the driver version that its loader asks for
 * @param api the driver's interface version; drivers before that of Falco 0.31.1 have none
 * @param schema the driver's schema version, likewise
 */
public record FalcoRelease(
        FalcoVersion falco, DriverVersion driver, Optional<ApiVersion> api, Optional<ApiVersion> schema) {}
