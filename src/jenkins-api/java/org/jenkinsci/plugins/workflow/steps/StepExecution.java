package org.jenkinsci.plugins.workflow.steps;

public abstract class StepExecution implements java.io.Serializable {
    protected StepExecution(org.jenkinsci.plugins.workflow.steps.StepContext p0) { }
    public org.jenkinsci.plugins.workflow.steps.StepContext getContext() { throw new UnsupportedOperationException(); }
    public abstract boolean start() throws java.lang.Exception;
    public void onResume() { throw new UnsupportedOperationException(); }
}
