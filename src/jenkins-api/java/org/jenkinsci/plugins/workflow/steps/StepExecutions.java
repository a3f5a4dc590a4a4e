package org.jenkinsci.plugins.workflow.steps;

public class StepExecutions {
    public static org.jenkinsci.plugins.workflow.steps.StepExecution synchronous(org.jenkinsci.plugins.workflow.steps.StepContext p0, org.jenkinsci.plugins.workflow.steps.StepExecutions.SynchronousBody p1) { throw new UnsupportedOperationException(); }
    private StepExecutions() { }
    public static interface SynchronousBody {
        java.lang.Object call(org.jenkinsci.plugins.workflow.steps.StepContext p0) throws java.lang.Exception;
    }
}
