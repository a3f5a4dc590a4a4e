package hudson.model;

public abstract class Job<JobT extends hudson.model.Job<JobT, RunT>, RunT extends hudson.model.Run<JobT, RunT>> extends hudson.model.AbstractItem implements hudson.ExtensionPoint, org.kohsuke.stapler.StaplerOverridable, jenkins.model.ModelObjectWithChildren, jenkins.widgets.HasWidgets {
    protected Job(hudson.model.ItemGroup p0, java.lang.String p1) { super(null, null); }
    public abstract boolean isBuildable();
    public RunT getBuildByNumber(int p0) { throw new UnsupportedOperationException(); }
    public RunT getLastBuild() { throw new UnsupportedOperationException(); }
    public RunT getLastCompletedBuild() { throw new UnsupportedOperationException(); }
}
