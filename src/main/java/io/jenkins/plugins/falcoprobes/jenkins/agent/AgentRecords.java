package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.manifest.ManifestJson;
import io.jenkins.plugins.falcoprobes.manifest.RunEntries;
import io.jenkins.plugins.falcoprobes.provenance.BuilderFacts;
import io.jenkins.plugins.falcoprobes.provenance.Provenance;
import io.jenkins.plugins.falcoprobes.report.HostFacts;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a part of a run says of how its probes were made. The controller compares it with what it published itself, and
 * has the key that signs it.
 *
 * @param path what the attestation is called; empty if there is none
 * @param statement the attestation's statement
 * @param entries what is to be added to the index, as {@code ManifestJson} writes it
 */
@SuppressWarnings("ArrayRecordComponent") // it is read once, and never compared
public record AgentRecords(String path, byte[] statement, byte[] entries) implements Serializable {
    /**
     * The records of a run that has ended, what it could not publish left out.
     *
     * @param found what is known of a file that was there before
     */
    static AgentRecords of(BuildSummary summary, AgentSettings settings, Function<String, Optional<StoredProbe>> found)
            throws IOException {
        BuilderFacts builder =
                new BuilderFacts(URI.create(settings.builder()), HostFacts.programVersion(), settings.buildUrl());
        Optional<Provenance> provenance = Provenance.of(summary, builder, Optional.empty(), probe -> true);
        String path = provenance.map(Provenance::path).orElse("");
        ManifestChange change = new RunEntries(summary, settings.buildUrl(), path).change(probe -> true, found);
        return new AgentRecords(
                path, provenance.isPresent() ? provenance.get().statement() : new byte[0], ManifestJson.bytes(change));
    }
}
