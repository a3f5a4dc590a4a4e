package hudson.tasks;

public interface BuildStep {
    boolean perform(hudson.model.AbstractBuild<?, ?> p0, hudson.Launcher p1, hudson.model.BuildListener p2) throws java.lang.InterruptedException, java.io.IOException;
}
