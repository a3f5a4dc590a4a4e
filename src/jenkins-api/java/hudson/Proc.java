package hudson;

public abstract class Proc {
    protected Proc() { }
    public abstract boolean isAlive() throws java.io.IOException, java.lang.InterruptedException;
    public abstract void kill() throws java.io.IOException, java.lang.InterruptedException;
    public abstract int join() throws java.io.IOException, java.lang.InterruptedException;
    public abstract java.io.InputStream getStdout();
    public abstract java.io.InputStream getStderr();
    public abstract java.io.OutputStream getStdin();
    public final int joinWithTimeout(long p0, java.util.concurrent.TimeUnit p1, hudson.model.TaskListener p2) throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
}
