package org.jenkinsci.plugins.workflow.cps;

public class CpsStepContext extends org.jenkinsci.plugins.workflow.support.DefaultStepContext {
    public org.jenkinsci.plugins.workflow.cps.CpsBodyInvoker newBodyInvoker(org.jenkinsci.plugins.workflow.cps.BodyReference p0, boolean p1) { throw new UnsupportedOperationException(); }
    public void onFailure(java.lang.Throwable p0) { throw new UnsupportedOperationException(); }
    public void onSuccess(java.lang.Object p0) { throw new UnsupportedOperationException(); }
    private CpsStepContext() { }
}
