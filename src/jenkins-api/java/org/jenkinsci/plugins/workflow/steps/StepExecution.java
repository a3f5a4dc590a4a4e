package org.jenkinsci.plugins.workflow.steps;

public abstract class StepExecution implements java.io.Serializable {
    protected StepExecution(org.jenkinsci.plugins.workflow.steps.StepContext p0) { }
    public org.jenkinsci.plugins.workflow.steps.StepContext getContext() { throw new UnsupportedOperationException(); }
    public abstract boolean start() throws java.lang.Exception;
    public void stop(java.lang.Throwable p0) throws java.lang.Exception { throw new UnsupportedOperationException(); }
    public void onResume() { throw new UnsupportedOperationException(); }
    public boolean blocksRestart() { throw new UnsupportedOperationException(); }
}
