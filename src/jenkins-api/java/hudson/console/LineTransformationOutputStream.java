package hudson.console;

public abstract class LineTransformationOutputStream extends java.io.OutputStream {
    public LineTransformationOutputStream() { }
    protected abstract void eol(byte[] p0, int p1) throws java.io.IOException;
    public void write(int p0) throws java.io.IOException { throw new UnsupportedOperationException(); }
    public void write(byte[] p0, int p1, int p2) throws java.io.IOException { throw new UnsupportedOperationException(); }
    public static abstract class Delegating extends hudson.console.LineTransformationOutputStream {
        protected final java.io.OutputStream out = null;
        protected Delegating(java.io.OutputStream p0) { }
    }
}
