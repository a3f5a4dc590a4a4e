package hudson.tasks;

public abstract class BuildStepCompatibilityLayer implements hudson.tasks.BuildStep {
    public BuildStepCompatibilityLayer() { }
    public boolean perform(hudson.model.AbstractBuild<?, ?> p0, hudson.Launcher p1, hudson.model.BuildListener p2) throws java.lang.InterruptedException, java.io.IOException { throw new UnsupportedOperationException(); }
}
