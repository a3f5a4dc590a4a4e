package org.jenkinsci.plugins.workflow.steps;

public final class FlowInterruptedException extends java.lang.InterruptedException {
    public FlowInterruptedException(hudson.model.Result p0, boolean p1, jenkins.model.CauseOfInterruption... p2) { }
}
