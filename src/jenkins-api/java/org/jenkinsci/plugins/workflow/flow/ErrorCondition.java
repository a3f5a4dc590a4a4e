package org.jenkinsci.plugins.workflow.flow;

public abstract class ErrorCondition extends hudson.model.AbstractDescribableImpl<org.jenkinsci.plugins.workflow.flow.ErrorCondition> implements hudson.ExtensionPoint, java.io.Serializable {
    public ErrorCondition() { }
}
