package jenkins.model;

public abstract class ArtifactManager {
    public abstract void archive(hudson.FilePath p0, hudson.Launcher p1, hudson.model.BuildListener p2, java.util.Map<java.lang.String, java.lang.String> p3) throws java.io.IOException, java.lang.InterruptedException;
    public abstract jenkins.util.VirtualFile root();
    private ArtifactManager() { }
}
