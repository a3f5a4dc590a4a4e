package hudson.remoting;

public class Channel implements hudson.remoting.VirtualChannel, hudson.remoting.IChannel, java.io.Closeable {
    public <T> T export(java.lang.Class<T> p0, T p1) { throw new UnsupportedOperationException(); }
    public <V, T extends java.lang.Throwable> hudson.remoting.Future<V> callAsync(hudson.remoting.Callable<V, T> p0) throws java.io.IOException { throw new UnsupportedOperationException(); }
    public void close() throws java.io.IOException { throw new UnsupportedOperationException(); }
    public void close(java.lang.Throwable p0) throws java.io.IOException { throw new UnsupportedOperationException(); }
    public static boolean isClosedChannelException(java.lang.Throwable p0) { throw new UnsupportedOperationException(); }
    private Channel() { }
}
