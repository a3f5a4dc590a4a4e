package jenkins.util;

public abstract class VirtualFile implements java.lang.Comparable<jenkins.util.VirtualFile>, java.io.Serializable {
    public abstract java.lang.String getName();
    public abstract boolean exists() throws java.io.IOException;
    public abstract jenkins.util.VirtualFile[] list() throws java.io.IOException;
    public abstract jenkins.util.VirtualFile child(java.lang.String p0);
    private VirtualFile() { }
}
