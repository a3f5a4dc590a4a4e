package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.request.RequestText;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where and how it is built, as written. */
final class Work {
    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = {"Where probes, checksums, logs and the report go.", "Default: output."})
    Path output = Path.of("output");

    @Mixin
    Fetching fetching = new Fetching();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = {"How many probes are compiled at once.", "Default: as many as there are processors."})
    String jobs;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = {"How long one probe may compile, like 90s, 10m or 1h30m.", "Default: 10m."})
    String timeout = RequestText.TIMEOUT;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = {"How many more tries a download or the container engine gets.", "Default: 3."})
    String retries = RequestText.RETRIES;

    @Option(
            names = "--runtime",
            paramLabel = "ENGINE",
            completionCandidates = Candidates.Runtimes.class,
            description = {"The container engine: docker or podman.", "Default: docker."})
    String runtime = "docker";

    @Option(
            names = "--provenance-key",
            paramLabel = "FILE",
            description = {
                "A private key (PEM, ECDSA P-256 or Ed25519) that signs what the run says of itself.",
                "Default: not signed."
            })
    Path provenanceKey;

    @Option(
            names = "--force",
            description = {"Build what is already there, too.", "Default: only what is missing."})
    boolean force;
}
