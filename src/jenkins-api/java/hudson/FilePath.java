package hudson;

public final class FilePath implements org.jenkinsci.remoting.SerializableOnlyOverRemoting {
    public FilePath(java.io.File p0) { }
    public java.lang.String getRemote() { throw new UnsupportedOperationException(); }
    public <T> T act(hudson.FilePath.FileCallable<T> p0) throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    public void mkdirs() throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    public void deleteRecursive() throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    public hudson.FilePath child(java.lang.String p0) { throw new UnsupportedOperationException(); }
    public boolean delete() throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    public long length() throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    public java.io.InputStream read() throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    public hudson.remoting.VirtualChannel getChannel() { throw new UnsupportedOperationException(); }
    public static interface FileCallable<T> extends java.io.Serializable, org.jenkinsci.remoting.RoleSensitive {
        T invoke(java.io.File p0, hudson.remoting.VirtualChannel p1) throws java.io.IOException, java.lang.InterruptedException;
    }
}
