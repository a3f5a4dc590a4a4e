package hudson.model;

public abstract class Node extends hudson.model.AbstractModelObject implements hudson.model.ReconfigurableDescribable<hudson.model.Node>, hudson.ExtensionPoint, hudson.security.AccessControlled, jenkins.util.io.OnMaster, hudson.model.PersistenceRoot {
    public Node() { }
    public java.lang.String getDisplayName() { throw new UnsupportedOperationException(); }
    public abstract java.lang.String getNodeName();
    public abstract hudson.Launcher createLauncher(hudson.model.TaskListener p0);
    public abstract int getNumExecutors();
    public final hudson.model.Computer toComputer() { throw new UnsupportedOperationException(); }
    public hudson.model.labels.LabelAtom getSelfLabel() { throw new UnsupportedOperationException(); }
    public abstract hudson.FilePath getWorkspaceFor(hudson.model.TopLevelItem p0);
    public abstract hudson.FilePath getRootPath();
}
