package org.jenkinsci.plugins.workflow.cps;

public final class CpsThreadGroup implements java.io.Serializable {
    public org.jenkinsci.plugins.workflow.cps.BodyReference export(groovy.lang.Script p0) { throw new UnsupportedOperationException(); }
    private CpsThreadGroup() { }
}
