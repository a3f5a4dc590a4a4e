package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

/** A step about a branch of a call. */
public abstract class BranchStep extends CallStep {
    private final String branch;

    BranchStep(int call, String branch) {
        super(call);
        this.branch = branch;
    }

    /** The branch's name. */
    public String getBranch() {
        return branch;
    }
}
