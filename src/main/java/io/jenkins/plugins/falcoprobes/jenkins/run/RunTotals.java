package io.jenkins.plugins.falcoprobes.jenkins.run;

/**
 * What a run came to.
 *
 * @param run its number
 * @param versions the Falco versions that it built for
 * @param counts its probes
 * @param seconds the time that its probes took, all together
 */
public record RunTotals(int run, String versions, RunCounts counts, double seconds) {}
