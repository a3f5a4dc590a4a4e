package org.jenkinsci.plugins.workflow.graph;

public abstract class BlockStartNode extends org.jenkinsci.plugins.workflow.graph.FlowNode {
    private BlockStartNode() { super(null, null, null); }
}
