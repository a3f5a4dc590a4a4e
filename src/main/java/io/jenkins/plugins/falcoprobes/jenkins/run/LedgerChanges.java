package io.jenkins.plugins.falcoprobes.jenkins.run;

import java.util.List;

/**
 * What has changed in a ledger.
 *
 * @param version names the state that it has now, for the next question
 * @param whole whether these are all probes, because the earlier state is not known
 * @param probes what changed, by distribution and kernel
 */
public record LedgerChanges(String version, boolean whole, List<ProbeRecord> probes) {}
