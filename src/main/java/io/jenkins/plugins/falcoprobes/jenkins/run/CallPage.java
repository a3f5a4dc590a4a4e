package io.jenkins.plugins.falcoprobes.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Functions;
import hudson.model.Run;
import hudson.security.AccessControlled;
import io.jenkins.plugins.falcoprobes.jenkins.publish.ProbePublisher;
import io.jenkins.plugins.falcoprobes.report.Units;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/** One use of the step or builder as pages and API show it; lives for one request. */
@ExportedBean
public final class CallPage {
    private final FalcoProbesAction action;
    private final ProbeCall call;
    private final ProbeLedger ledger;
    private final List<ProbeRecord> records;
    private final RunCounts counts;

    CallPage(FalcoProbesAction action, ProbeCall call) throws IOException {
        this.action = action;
        this.call = call;
        ledger = action.ledger(call);
        records = ledger.records();
        counts = RunCounts.of(records);
    }

    /** Its number in the run, from 1. */
    @Exported
    public int getNumber() {
        return call.number();
    }

    /** The Falco version. */
    @Exported
    public String getVersion() {
        return call.request().getVersion();
    }

    /** How many probes are in each state. */
    @Exported(inline = true)
    public RunCounts getCounts() {
        return counts;
    }

    /** What went wrong and concerns no single probe. */
    @Exported
    public List<String> getWarnings() {
        return ledger.warnings();
    }

    /** Every probe. */
    @Exported(inline = true)
    public List<ProbePage> getProbes() {
        return records.stream().map(this::page).toList();
    }

    /** The run. */
    public Run<?, ?> getRun() {
        return action.getRun();
    }

    /** How many kernels there are. */
    public long getKernels() {
        return records.stream().map(probe -> probe.key().kernel()).distinct().count();
    }

    /** The time that all probes of this run took, for people. */
    public String getTime() {
        double seconds = records.stream()
                .filter(probe -> probe.state() == ProbeState.BUILT || probe.state() == ProbeState.FAILED)
                .mapToDouble(ProbeRecord::seconds)
                .sum();
        return Units.wholeTime(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** The failures, put together by what they have in common. */
    public Failures getFailures() {
        return Failures.of(records.stream()
                .filter(probe -> probe.state() == ProbeState.FAILED)
                .toList());
    }

    /** Its address, relative to Jenkins' own. */
    public String getUrl() {
        return getRun().getUrl() + FalcoProbesAction.FOLDER + "/call/" + call.number() + "/";
    }

    /**
     * What a published file's address has before its path; empty if a browser cannot get it. Relative to Jenkins' own
     * address unless it is an {@code https} address.
     */
    static String files(Run<?, ?> run, ProbeCall call) {
        ProbePublisher publisher = call.request().getPublish();
        String address = publisher == null ? ProbePublisher.ARTIFACTS : publisher.address();
        return address.equals(ProbePublisher.ARTIFACTS) ? run.getUrl() + address : address;
    }

    /** Whether the user may have the files of runs. */
    static boolean mayDownload(AccessControlled item) {
        return !Functions.isArtifactsPermissionEnabled() || item.hasPermission(Run.ARTIFACTS);
    }

    /** The page of a probe; null if this call knows no such probe. */
    @CheckForNull
    public ProbePage getProbe(String id) {
        return ProbeKey.parse(id).flatMap(ledger::find).map(this::page).orElse(null);
    }

    private ProbePage page(ProbeRecord probe) {
        return new ProbePage(action, call, probe);
    }

    /** The rows of the page's grid that have changed since a version; see {@link RowsJson}. */
    @GET
    public void doRows(
            StaplerResponse2 response,
            @QueryParameter String since,
            @QueryParameter int offset,
            @QueryParameter int limit)
            throws IOException {
        // Asked before the rows are read: what a run writes before it ends is not missed.
        boolean building = getRun().isBuilding();
        String files = mayDownload(getRun()) ? files(getRun(), call) : "";
        LedgerChanges changes = ledger.changes(since == null ? "" : since);
        RowsJson.send(
                response,
                new RowsJson.Page(changes.version(), changes.whole(), building, offset, limit),
                changes.probes().stream()
                        .map(probe -> new RowsJson.Row(probe, files, 0, ""))
                        .toList());
    }
}
