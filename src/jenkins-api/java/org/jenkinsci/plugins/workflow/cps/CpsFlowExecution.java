package org.jenkinsci.plugins.workflow.cps;

public class CpsFlowExecution extends org.jenkinsci.plugins.workflow.flow.FlowExecution implements org.jenkinsci.plugins.workflow.flow.BlockableResume {
    public groovy.lang.GroovyShell getTrustedShell() { throw new UnsupportedOperationException(); }
    private CpsFlowExecution() { }
}
