package org.jenkinsci.plugins.workflow.support.steps;

public final class AgentErrorCondition extends org.jenkinsci.plugins.workflow.flow.ErrorCondition {
    private AgentErrorCondition() { }
    public static interface Retryable {
    }
}
