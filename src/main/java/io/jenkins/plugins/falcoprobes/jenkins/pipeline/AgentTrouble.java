package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.support.steps.AgentErrorCondition;

/** An agent failed, not the probes: {@code retry(conditions: [agent()])} tries again. */
final class AgentTrouble extends CauseOfInterruption implements AgentErrorCondition.Retryable {
    private static final long serialVersionUID = 1L;

    private final String what;

    AgentTrouble(String what) {
        this.what = what;
    }

    @Override
    public String getShortDescription() {
        return what;
    }
}
