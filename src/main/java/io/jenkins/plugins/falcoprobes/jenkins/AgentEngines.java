package io.jenkins.plugins.falcoprobes.jenkins;

import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import hudson.remoting.Future;
import hudson.remoting.VirtualChannel;
import hudson.util.FormValidation;
import io.jenkins.plugins.falcoprobes.container.CommandLineRuntime;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.agents.ControllerToAgentCallable;
import jenkins.model.Jenkins;

/** Which container engines agents have. */
final class AgentEngines {
    /** A little more than both engines may take to answer. */
    private static final long PATIENCE_SECONDS = 45;

    private static final int MOST_AGENTS = 20;

    private AgentEngines() {}

    /** Asks the agents of a label that are online, all at once, and tells what each has in a line. */
    static FormValidation ask(String label) throws InterruptedException {
        Label agents;
        try {
            agents = label.isBlank() ? null : Label.parseExpression(label);
        } catch (IllegalArgumentException e) {
            return FormValidation.error(Messages.AgentEngines_noLabel(label));
        }
        List<Computer> online = Jenkins.get().getComputersCollection().stream()
                .filter(computer -> isOf(agents, computer))
                .sorted(Comparator.comparing(Computer::getName))
                .limit(MOST_AGENTS)
                .toList();
        if (online.isEmpty()) {
            return FormValidation.error(
                    agents == null ? Messages.AgentEngines_noAgent() : Messages.AgentEngines_noAgentOf(label));
        }
        Map<Computer, Future<String>> answers = new LinkedHashMap<>();
        List<FormValidation> lines = new ArrayList<>();
        for (Computer computer : online) {
            VirtualChannel channel = computer.getChannel();
            try {
                answers.put(computer, channel == null ? null : channel.callAsync(new EngineVersion()));
            } catch (IOException e) {
                lines.add(error(computer, e));
            }
        }
        for (Map.Entry<Computer, Future<String>> answer : answers.entrySet()) {
            lines.add(line(answer.getKey(), answer.getValue()));
        }
        return FormValidation.aggregate(lines);
    }

    private static boolean isOf(Label label, Computer computer) {
        Node node = computer.getNode();
        return node != null
                && computer.isOnline()
                && computer.getNumExecutors() > 0
                && (label == null || label.matches(node));
    }

    private static FormValidation line(Computer computer, Future<String> answer) throws InterruptedException {
        if (answer == null) {
            return FormValidation.error(Messages.AgentEngines_answer(computer.getDisplayName(), "offline"));
        }
        try {
            return FormValidation.ok(Messages.AgentEngines_answer(
                    computer.getDisplayName(), answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
        } catch (ExecutionException e) {
            return error(computer, e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return FormValidation.error(
                    Messages.AgentEngines_answer(computer.getDisplayName(), Messages.AgentEngines_silent()));
        }
    }

    private static FormValidation error(Computer computer, Throwable problem) {
        return FormValidation.error(Messages.AgentEngines_answer(computer.getDisplayName(), problem.getMessage()));
    }

    /** On an agent: the first engine that answers, and its version. */
    private record EngineVersion() implements ControllerToAgentCallable<String, IOException> {
        @Override
        public String call() throws IOException {
            try {
                return version("docker");
            } catch (EngineException docker) {
                try {
                    return version("podman");
                } catch (EngineException podman) {
                    throw new IOException(docker.getMessage() + "; " + podman.getMessage());
                }
            }
        }

        private static String version(String engine) throws EngineException {
            try {
                return engine + " " + CommandLineRuntime.named(engine).version();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EngineException(engine + " was not waited for");
            }
        }
    }
}
