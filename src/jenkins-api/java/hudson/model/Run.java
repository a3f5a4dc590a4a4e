package hudson.model;

public abstract class Run<JobT extends hudson.model.Job<JobT, RunT>, RunT extends hudson.model.Run<JobT, RunT>> extends hudson.model.Actionable implements hudson.ExtensionPoint, java.lang.Comparable<RunT>, hudson.security.AccessControlled, hudson.model.PersistenceRoot, hudson.model.DescriptorByNameOwner, jenkins.util.io.OnMaster, org.kohsuke.stapler.StaplerProxy, jenkins.model.HistoricalBuild, jenkins.console.WithConsoleUrl {
    public static final hudson.security.Permission ARTIFACTS = null;
    protected Run(JobT p0) throws java.io.IOException { }
    public void addAction(hudson.model.Action p0) { throw new UnsupportedOperationException(); }
    public void setResult(hudson.model.Result p0) { throw new UnsupportedOperationException(); }
    public boolean isBuilding() { throw new UnsupportedOperationException(); }
    public JobT getParent() { throw new UnsupportedOperationException(); }
    public java.lang.String getFullDisplayName() { throw new UnsupportedOperationException(); }
    public int getNumber() { throw new UnsupportedOperationException(); }
    public RunT getPreviousBuild() { throw new UnsupportedOperationException(); }
    public final RunT getPreviousCompletedBuild() { throw new UnsupportedOperationException(); }
    public java.lang.String getUrl() { throw new UnsupportedOperationException(); }
    public java.lang.String getConsoleUrl() { throw new UnsupportedOperationException(); }
    public java.io.File getRootDir() { throw new UnsupportedOperationException(); }
    public final jenkins.model.ArtifactManager getArtifactManager() { throw new UnsupportedOperationException(); }
    public final jenkins.model.ArtifactManager pickArtifactManager() throws java.io.IOException { throw new UnsupportedOperationException(); }
    public hudson.security.ACL getACL() { throw new UnsupportedOperationException(); }
    public void save() throws java.io.IOException { throw new UnsupportedOperationException(); }
    public final hudson.EnvVars getCharacteristicEnvVars() { throw new UnsupportedOperationException(); }
    public java.lang.String getExternalizableId() { throw new UnsupportedOperationException(); }
    public static hudson.model.Run<?, ?> fromExternalizableId(java.lang.String p0) throws java.lang.IllegalArgumentException, org.springframework.security.access.AccessDeniedException { throw new UnsupportedOperationException(); }
}
