package hudson.model;

public abstract class AbstractProject<P extends hudson.model.AbstractProject<P, R>, R extends hudson.model.AbstractBuild<P, R>> extends hudson.model.Job<P, R> implements hudson.model.BuildableItem, jenkins.model.lazy.LazyBuildMixIn.LazyLoadingJob<P, R>, jenkins.model.ParameterizedJobMixIn.ParameterizedJob<P, R> {
    public hudson.model.AbstractProject<?, ?> getRootProject() { throw new UnsupportedOperationException(); }
    private AbstractProject() { super(null, null); }
}
