package jenkins.model;

public class Jenkins extends hudson.model.AbstractCIBase implements jenkins.model.DirectlyModifiableTopLevelItemGroup, org.kohsuke.stapler.StaplerProxy, org.kohsuke.stapler.StaplerFallback, hudson.model.ModifiableViewGroup, hudson.security.AccessControlled, hudson.model.DescriptorByNameOwner, jenkins.model.ModelObjectWithContextMenu, jenkins.model.ModelObjectWithChildren, jenkins.util.io.OnMaster, jenkins.model.Loadable {
    public static final hudson.security.Permission ADMINISTER = null;
    public static jenkins.model.Jenkins get() throws java.lang.IllegalStateException { throw new UnsupportedOperationException(); }
    public hudson.PluginManager getPluginManager() { throw new UnsupportedOperationException(); }
    public java.lang.String getRootUrl() throws java.lang.IllegalStateException { throw new UnsupportedOperationException(); }
    public java.lang.String getLegacyInstanceId() { throw new UnsupportedOperationException(); }
    public hudson.model.Descriptor getDescriptor(java.lang.Class<? extends hudson.model.Describable> p0) { throw new UnsupportedOperationException(); }
    public hudson.model.Descriptor getDescriptorOrDie(java.lang.Class<? extends hudson.model.Describable> p0) { throw new UnsupportedOperationException(); }
    public hudson.Launcher createLauncher(hudson.model.TaskListener p0) { throw new UnsupportedOperationException(); }
    public java.lang.String getFullDisplayName() { throw new UnsupportedOperationException(); }
    public hudson.model.Label getLabel(java.lang.String p0) { throw new UnsupportedOperationException(); }
    public java.util.Collection<hudson.model.Computer> getComputersCollection() { throw new UnsupportedOperationException(); }
    public java.util.List<hudson.model.Node> getNodes() { throw new UnsupportedOperationException(); }
    public hudson.FilePath getWorkspaceFor(hudson.model.TopLevelItem p0) { throw new UnsupportedOperationException(); }
    public hudson.FilePath getRootPath() { throw new UnsupportedOperationException(); }
    public hudson.security.ACL getACL() { throw new UnsupportedOperationException(); }
    public hudson.model.FingerprintMap getFingerprintMap() { throw new UnsupportedOperationException(); }
    public int getNumExecutors() { throw new UnsupportedOperationException(); }
    public void save() throws java.io.IOException { throw new UnsupportedOperationException(); }
    public static org.springframework.security.core.Authentication getAuthentication2() { throw new UnsupportedOperationException(); }
    private Jenkins() { }
}
