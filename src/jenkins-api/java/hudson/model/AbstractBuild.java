package hudson.model;

public abstract class AbstractBuild<P extends hudson.model.AbstractProject<P, R>, R extends hudson.model.AbstractBuild<P, R>> extends hudson.model.Run<P, R> implements hudson.model.Queue.Executable, jenkins.model.lazy.LazyBuildMixIn.LazyLoadingRun<P, R>, jenkins.scm.RunWithSCM<P, R> {
    public final P getProject() { throw new UnsupportedOperationException(); }
    public hudson.model.Node getBuiltOn() { throw new UnsupportedOperationException(); }
    public final hudson.FilePath getWorkspace() { throw new UnsupportedOperationException(); }
    public hudson.EnvVars getEnvironment(hudson.model.TaskListener p0) throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    private AbstractBuild() throws java.io.IOException { super(null); }
}
