package hudson;

public class BulkChange implements java.io.Closeable {
    public BulkChange(hudson.model.Saveable p0) { }
    public void commit() throws java.io.IOException { throw new UnsupportedOperationException(); }
    public void close() { throw new UnsupportedOperationException(); }
}
