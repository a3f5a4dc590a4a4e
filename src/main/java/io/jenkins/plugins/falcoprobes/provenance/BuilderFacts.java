package io.jenkins.plugins.falcoprobes.provenance;

import java.net.URI;
import java.util.Optional;

/**
 * Who built: what a verifier decides its trust by.
 *
 * @param id an address that stands for the builder, its operator included: that of a Jenkins, or that of this program
 * @param version this program's version
 * @param invocation an address or id of this run, unique for the builder; may be empty
 */
public record BuilderFacts(URI id, String version, String invocation) {
    private static final URI COMMAND_LINE =
            URI.create("https://github.com/jenkinsci/falco-probe-builder-plugin/command-line");

    /**
     * A run of the command line.
     *
     * @param buildUrl the page of the build that it is a part of, if there is one
     */
    public static BuilderFacts commandLine(String version, Optional<String> buildUrl) {
        return new BuilderFacts(COMMAND_LINE, version, buildUrl.orElse(""));
    }
}
