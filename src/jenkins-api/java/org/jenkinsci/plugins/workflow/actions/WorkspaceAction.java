package org.jenkinsci.plugins.workflow.actions;

public abstract class WorkspaceAction implements org.jenkinsci.plugins.workflow.actions.PersistentAction {
    private WorkspaceAction() { }
}
