package org.jenkinsci.plugins.workflow.steps;

public abstract class BodyExecution implements java.util.concurrent.Future<java.lang.Object>, java.io.Serializable {
    public BodyExecution() { }
    public boolean cancel(jenkins.model.CauseOfInterruption... p0) { throw new UnsupportedOperationException(); }
    public boolean cancel(boolean p0) { throw new UnsupportedOperationException(); }
    public boolean cancel(java.lang.Throwable p0) { throw new UnsupportedOperationException(); }
}
