package org.jenkinsci.plugins.workflow.cps;

public final class CpsBodyInvoker extends org.jenkinsci.plugins.workflow.steps.BodyInvoker {
    public org.jenkinsci.plugins.workflow.cps.CpsBodyInvoker withCallback(org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback p0) { throw new UnsupportedOperationException(); }
    public org.jenkinsci.plugins.workflow.cps.CpsBodyExecution start() { throw new UnsupportedOperationException(); }
    private CpsBodyInvoker() { }
}
