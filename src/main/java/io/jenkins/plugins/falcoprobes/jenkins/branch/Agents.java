package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.Util;
import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesConfiguration;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jenkins.model.Jenkins;

/** Which agents can build. */
public final class Agents {
    private Agents() {}

    /** The label that a request's agents have; empty for any agent. */
    public static String label(ProbeRequest request) {
        String own = request.getLabel();
        return Util.fixNull(own == null ? FalcoProbesConfiguration.get().getLabel() : own);
    }

    /** How many executors of agents with this label are online; at least one, which may still have to come up. */
    public static int executors(String label) {
        int count = 0;
        for (Node node : online(label)) {
            count += node.getNumExecutors();
        }
        return Math.max(1, count);
    }

    /** The label without some agents, as long as others of it are online. */
    public static String avoiding(String label, Collection<String> tried) {
        List<String> avoided = new ArrayList<>();
        boolean others = false;
        for (Node node : online(label)) {
            if (tried.contains(node.getNodeName())) {
                avoided.add("!\"" + node.getSelfLabel().getName().replace("\"", "") + '"');
            } else {
                others = true;
            }
        }
        if (!others || avoided.isEmpty()) {
            return label;
        }
        String rest = String.join("&&", avoided);
        return label.isEmpty() ? rest : "(" + label + ")&&" + rest;
    }

    private static List<Node> online(String label) {
        Jenkins jenkins = Jenkins.get();
        Label expression = label.isEmpty() ? null : jenkins.getLabel(label);
        List<Node> nodes = new ArrayList<>(jenkins.getNodes());
        nodes.add(jenkins);
        nodes.removeIf(node -> {
            Computer computer = node.toComputer();
            return computer == null
                    || !computer.isOnline()
                    || node.getNumExecutors() == 0
                    || (expression != null && !expression.contains(node));
        });
        return nodes;
    }
}
