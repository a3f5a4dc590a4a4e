package hudson.tools;

public abstract class ToolInstallation implements hudson.model.Describable<hudson.tools.ToolInstallation>, java.io.Serializable, hudson.ExtensionPoint {
    protected ToolInstallation(java.lang.String p0, java.lang.String p1) { }
}
