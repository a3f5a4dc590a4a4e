package io.jenkins.plugins.falcoprobes.jenkins.run;

/**
 * The newest probe of a kernel that a job has.
 *
 * @param run the number of the run that built it or, if no run did, found it there
 * @param version the Falco version
 * @param files what its files' addresses begin with; empty if a browser cannot get them
 * @param probe what that run knows of it
 */
public record NewestProbe(int run, String version, String files, ProbeRecord probe) {}
