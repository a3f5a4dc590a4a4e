package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.report.Redaction;

/**
 * A package that a probe was built from.
 *
 * @param name its name
 * @param version its version
 * @param url where it came from, without credentials
 * @param size its length in bytes
 * @param sha256 its checksum in lower-case hexadecimal
 */
public record PackageFacts(String name, String version, String url, long size, String sha256) {
    static PackageFacts of(KernelPackage part) {
        return new PackageFacts(
                part.name(),
                part.version(),
                Redaction.withoutCredentials(part.uri().toString()),
                part.size(),
                part.sha256());
    }
}
