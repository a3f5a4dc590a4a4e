package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import hudson.FilePath;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.actions.WorkspaceAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Decides where {@code buildFalcoProbes} builds: here, inside a node block, or on agents of its own. */
public final class StepStart {
    private StepStart() {}

    /**
     * The execution of a step that stands in this context.
     *
     * @throws MissingContextVariableException inside a node block whose agent is gone: to fan out from there would build
     *     everything once more
     */
    public static StepExecution of(StepDescriptor step, ProbeRequest request, StepContext context)
            throws IOException, InterruptedException, MissingContextVariableException {
        if (context.get(FilePath.class) != null) {
            return HereExecution.whole(context, request);
        }
        for (BlockStartNode block : context.get(FlowNode.class).iterateEnclosingBlocks()) {
            if (block.getPersistentAction(WorkspaceAction.class) != null) {
                throw new MissingContextVariableException(FilePath.class, step);
            }
        }
        return new FanOutExecution(context, request);
    }
}
