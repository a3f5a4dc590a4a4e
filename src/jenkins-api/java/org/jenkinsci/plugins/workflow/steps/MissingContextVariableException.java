package org.jenkinsci.plugins.workflow.steps;

public class MissingContextVariableException extends java.lang.Exception {
    public MissingContextVariableException(java.lang.Class<?> p0, org.jenkinsci.plugins.workflow.steps.StepDescriptor p1) { }
}
