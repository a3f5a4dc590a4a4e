package io.jenkins.plugins.falcoprobes.jenkins.run;

import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;

/** One use of the step or the builder in a run; a run may have several, each with its own ledger. */
public final class ProbeCall {
    private final int number;
    private final ProbeRequest request;

    ProbeCall(int number, ProbeRequest request) {
        this.number = number;
        this.request = request;
    }

    /** Its number in its run, from 1. */
    public int number() {
        return number;
    }

    /** What was asked for. */
    public ProbeRequest request() {
        return request;
    }
}
