package io.jenkins.plugins.falcoprobes.jenkins.agent;

import java.io.Serializable;

/**
 * How a part of a run ended on its agent.
 *
 * @param kernels how many kernels the request's filters kept
 * @param interrupted whether it was stopped
 * @param records what it says of how its probes were made
 */
public record AgentOutcome(int kernels, boolean interrupted, AgentRecords records) implements Serializable {}
