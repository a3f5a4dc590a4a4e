package hudson.model.listeners;

public abstract class RunListener<R extends hudson.model.Run> implements hudson.ExtensionPoint {
    protected RunListener() { }
    public void onFinalized(R p0) { throw new UnsupportedOperationException(); }
}
