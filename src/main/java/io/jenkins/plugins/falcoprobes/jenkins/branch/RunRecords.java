package io.jenkins.plugins.falcoprobes.jenkins.branch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.request.ArgumentNames;
import io.jenkins.plugins.falcoprobes.build.request.RequestText;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.jenkins.publish.Publication;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeKey;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeLedger;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.manifest.RunEntries;
import io.jenkins.plugins.falcoprobes.provenance.Attested;
import io.jenkins.plugins.falcoprobes.provenance.BuilderFacts;
import io.jenkins.plugins.falcoprobes.provenance.Provenance;
import io.jenkins.plugins.falcoprobes.provenance.SigningKey;
import io.jenkins.plugins.falcoprobes.report.HostFacts;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
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
    private static String builder() {
        String address = Jenkins.get().getRootUrl();
        return address == null ? NO_ADDRESS : address;
    }

    /** The page of a run. */
    static String page(Run<?, ?> run) {
        String address = Jenkins.get().getRootUrl();
        return address == null ? "" : address + run.getUrl();
    }

    /**
     * A part of a run.
     *
     * @param request what was asked of it
     * @param agent who built it, for people
     * @param started when it began
     */
    record Part(RequestText request, String agent, Instant started) {}

    /**
     * Publishes what an agent says of probes that are published just so, and attests it. Of that only how they were made is
     * the agent's word alone; the attestation says so.
     *
     * @param told what the agent says
     * @param before what was there before the run
     */
    void publish(
            Part part, List<ManifestEntry> told, ProbeLedger ledger, List<ProbeFile> before, Publication publication)
            throws IOException, InterruptedException {
        Map<String, ProbeFile> there = new HashMap<>();
        before.forEach(file -> there.put(file.path(), file));
        Map<String, ProbeRecord> known = new HashMap<>();
        for (ProbeRecord probe : ledger.records()) {
            for (ProbeFile file : probe.files()) {
                known.put(file.path(), probe);
                if (probe.published()) {
                    there.put(file.path(), file);
                }
            }
        }
        List<ManifestEntry> entries = told.stream()
                .filter(entry -> isThere(entry, there) && isKnown(entry, known) && isBuiltWhere(entry, known))
                .toList();
        try {
            Optional<Provenance> provenance = Provenance.of(
                    new Attested(
                            request(part, entries),
                            part.started(),
                            Instant.now(),
                            "the agent " + part.agent(),
                            entries),
                    new BuilderFacts(URI.create(builder()), HostFacts.programVersion(), page(run)),
                    key);
            publication.publishRecords(
                    RunEntries.change(entries, provenance.map(Provenance::path).orElse("")), provenance);
        } catch (IOException e) {
            // Another agent would come no further.
            throw new AbortException(
                    "the probes are published, but their index could not be written: " + e.getMessage());
        }
    }

    /** What was asked for, as the agent read it: what is not said of machines means its own. */
    private static BuildRequest request(Part part, List<ManifestEntry> entries) {
        Architecture machine = entries.stream()
                .findFirst()
                .flatMap(entry -> Architecture.named(entry.kernel().architecture()))
                .orElse(Architecture.X86_64);
        return part.request().parseElsewhere(ArgumentNames.PARAMETERS, Distros.ids(), machine);
    }

    private static boolean isThere(ManifestEntry entry, Map<String, ProbeFile> there) {
        return entry.paths().stream().allMatch(path -> {
            ProbeFile file = there.get(path);
            return file != null && file.sha256().equals(entry.sha256()) && file.size() == entry.size();
        });
    }

    /** Whether it is of the kernel that the run has that file for. */
    private static boolean isKnown(ManifestEntry entry, Map<String, ProbeRecord> known) {
        ProbeKey key = new ProbeKey(
                entry.kernel().distro(),
                entry.kernel().release(),
                entry.kernel().packageVersion(),
                entry.kernel().flavour(),
                entry.kernel().architecture(),
                entry.kind().id());
        return entry.paths().stream()
                .allMatch(
                        path -> known.containsKey(path) && known.get(path).key().equals(key));
    }

    /** Whether it was built by this run or, if this one has not built it, by an earlier one of its job. */
    private boolean isBuiltWhere(ManifestEntry entry, Map<String, ProbeRecord> known) {
        String url = entry.making().map(ManifestEntry.Making::buildUrl).orElse(page(run));
        return url.equals(page(run)) || (known.get(entry.file()).state() == ProbeState.PRESENT && isEarlierRun(url));
    }

    private boolean isEarlierRun(String url) {
        String address = Jenkins.get().getRootUrl();
        String job = address + run.getParent().getUrl();
        if (address == null || !url.startsWith(job)) {
            return false;
        }
        String number = url.substring(job.length()).replaceFirst("/$", "");
        return number.matches("[0-9]{1,9}") && Integer.parseInt(number) < run.getNumber();
    }
}
