package org.jenkinsci.plugins.workflow.support;

public abstract class DefaultStepContext extends org.jenkinsci.plugins.workflow.steps.StepContext {
    public DefaultStepContext() { }
    public final <T> T get(java.lang.Class<T> p0) throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
}
