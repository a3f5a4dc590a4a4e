package org.jenkinsci.plugins.workflow.cps;

public final class CpsThread implements java.io.Serializable {
    public org.jenkinsci.plugins.workflow.cps.CpsThreadGroup getGroup() { throw new UnsupportedOperationException(); }
    public org.jenkinsci.plugins.workflow.cps.CpsFlowExecution getExecution() { throw new UnsupportedOperationException(); }
    public static org.jenkinsci.plugins.workflow.cps.CpsThread current() { throw new UnsupportedOperationException(); }
    private CpsThread() { }
}
