package io.jenkins.plugins.falcoprobes.jenkins.agent;

import java.io.Serializable;

/**
 * How a part of a run ended on its agent.
 *
 * @param kernels how many kernels the request's filters kept
 * @param interrupted whether it was stopped
 */
public record AgentOutcome(int kernels, boolean interrupted) implements Serializable {}
