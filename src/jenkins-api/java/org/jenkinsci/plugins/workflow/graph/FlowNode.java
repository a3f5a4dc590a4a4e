package org.jenkinsci.plugins.workflow.graph;

public abstract class FlowNode extends hudson.model.Actionable implements hudson.model.Saveable {
    protected FlowNode(org.jenkinsci.plugins.workflow.flow.FlowExecution p0, java.lang.String p1, java.util.List<org.jenkinsci.plugins.workflow.graph.FlowNode> p2) { }
    public java.lang.Iterable<org.jenkinsci.plugins.workflow.graph.BlockStartNode> iterateEnclosingBlocks() { throw new UnsupportedOperationException(); }
    public final <T extends hudson.model.Action> T getPersistentAction(java.lang.Class<T> p0) { throw new UnsupportedOperationException(); }
}
