package hudson;

public class PluginWrapper implements java.lang.Comparable<hudson.PluginWrapper>, hudson.model.ModelObject {
    public java.lang.String getDisplayName() { throw new UnsupportedOperationException(); }
    public boolean isActive() { throw new UnsupportedOperationException(); }
    public int compareTo(hudson.PluginWrapper p0) { throw new UnsupportedOperationException(); }
    private PluginWrapper() { }
}
