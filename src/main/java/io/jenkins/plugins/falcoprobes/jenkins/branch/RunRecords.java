package io.jenkins.plugins.falcoprobes.jenkins.branch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.jenkins.agent.AgentRecords;
import io.jenkins.plugins.falcoprobes.jenkins.publish.Publication;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeLedger;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.manifest.ManifestReader;
import io.jenkins.plugins.falcoprobes.provenance.Provenance;
import io.jenkins.plugins.falcoprobes.provenance.SigningKey;
import io.jenkins.plugins.falcoprobes.provenance.StatementFacts;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * What a part of a run says of how its probes were made, once it is published: the agent tells, and here it is compared
 * with what was published, and signed. The key stays here.
 */
final class RunRecords {
    private static final String NO_ADDRESS = "https://github.com/jenkinsci/falco-probe-builder-plugin/jenkins";

    private final Run<?, ?> run;
    private final Optional<SigningKey> key;

    private RunRecords(Run<?, ?> run, Optional<SigningKey> key) {
        this.run = run;
        this.key = key;
    }

    /**
     * The records of a run.
     *
     * @param keyId the id of the credentials with the key that signs; null for none
     * @throws IOException in one line, before anything is built, if there is no such key
     */
    static RunRecords of(Run<?, ?> run, @CheckForNull String keyId) throws IOException {
        return new RunRecords(run, keyId == null ? Optional.empty() : Optional.of(ProvenanceKey.of(run, keyId)));
    }

    /** What stands for this Jenkins: its address, where it knows it. */
    static String builder() {
        String address = Jenkins.get().getRootUrl();
        return address == null ? NO_ADDRESS : address;
    }

    /** The page of a run. */
    static String page(Run<?, ?> run) {
        String address = Jenkins.get().getRootUrl();
        return address == null ? "" : address + run.getUrl();
    }

    /**
     * Publishes what an agent says, as far as it is of probes that are published just so.
     *
     * @param before what was there before the run
     */
    void publish(AgentRecords records, ProbeLedger ledger, List<ProbeFile> before, Publication publication)
            throws IOException, InterruptedException {
        Map<String, ProbeFile> there = new HashMap<>();
        before.forEach(file -> there.put(file.path(), file));
        ledger.records().stream()
                .filter(ProbeRecord::published)
                .flatMap(probe -> probe.files().stream())
                .forEach(file -> there.put(file.path(), file));
        ManifestChange said = ManifestReader.change(records.entries(), "what the agent says of its probes");
        ManifestChange change = ManifestChange.adding(said.added().stream()
                .filter(entry -> isThere(entry, there) && isOfThisRun(entry, records.path()))
                .toList());
        Optional<Provenance> provenance = Optional.empty();
        if (!records.path().isEmpty()) {
            checkStatement(records, there);
            provenance = Optional.of(Provenance.of(records.path(), records.statement(), key));
        }
        try {
            publication.publishRecords(change, provenance);
        } catch (IOException e) {
            // Another agent would come no further.
            throw new AbortException(
                    "the probes are published, but their index could not be written: " + e.getMessage());
        }
    }

    private static boolean isThere(ManifestEntry entry, Map<String, ProbeFile> there) {
        return entry.paths().stream().allMatch(path -> {
            ProbeFile file = there.get(path);
            return file != null && file.sha256().equals(entry.sha256()) && file.size() == entry.size();
        });
    }

    private boolean isOfThisRun(ManifestEntry entry, String path) {
        return entry.making().isEmpty()
                || (entry.making().get().provenance().equals(path)
                        && entry.making().get().buildUrl().equals(page(run)));
    }

    /** Nothing is signed that says of other files, or another Jenkins, that they are ours. */
    private void checkStatement(AgentRecords records, Map<String, ProbeFile> there) throws IOException {
        StatementFacts facts = StatementFacts.of(records.statement());
        boolean ours = facts.builder().equals(builder()) && facts.invocation().equals(page(run));
        boolean published = facts.subjects().entrySet().stream().allMatch(subject -> {
            ProbeFile file = there.get(subject.getKey());
            return file != null && file.sha256().equals(subject.getValue());
        });
        if (!ours || !published || facts.subjects().isEmpty()) {
            throw new IOException("The agent's attestation is not of what was published; it is not signed");
        }
    }
}
