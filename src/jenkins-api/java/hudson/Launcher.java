package hudson;

public abstract class Launcher {
    protected Launcher(hudson.Launcher p0) { }
    public hudson.model.TaskListener getListener() { throw new UnsupportedOperationException(); }
    public final hudson.Launcher.ProcStarter launch() { throw new UnsupportedOperationException(); }
    public abstract hudson.Proc launch(hudson.Launcher.ProcStarter p0) throws java.io.IOException;
    public boolean isUnix() { throw new UnsupportedOperationException(); }
    public abstract void kill(java.util.Map<java.lang.String, java.lang.String> p0) throws java.io.IOException, java.lang.InterruptedException;
    public static class DecoratedLauncher extends hudson.Launcher {
        public DecoratedLauncher(hudson.Launcher p0) { super(null); }
        public hudson.Proc launch(hudson.Launcher.ProcStarter p0) throws java.io.IOException { throw new UnsupportedOperationException(); }
        public void kill(java.util.Map<java.lang.String, java.lang.String> p0) throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
        public hudson.model.TaskListener getListener() { throw new UnsupportedOperationException(); }
    }
    public static class LocalLauncher extends hudson.Launcher {
        public LocalLauncher(hudson.model.TaskListener p0) { super(null); }
        public hudson.Proc launch(hudson.Launcher.ProcStarter p0) throws java.io.IOException { throw new UnsupportedOperationException(); }
        public void kill(java.util.Map<java.lang.String, java.lang.String> p0) throws java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    }
    public static final class ProcStarter {
        public hudson.Launcher.ProcStarter cmds(java.lang.String... p0) { throw new UnsupportedOperationException(); }
        public hudson.Launcher.ProcStarter cmds(java.util.List<java.lang.String> p0) { throw new UnsupportedOperationException(); }
        public java.util.List<java.lang.String> cmds() { throw new UnsupportedOperationException(); }
        public hudson.Launcher.ProcStarter quiet(boolean p0) { throw new UnsupportedOperationException(); }
        public hudson.Launcher.ProcStarter stdout(java.io.OutputStream p0) { throw new UnsupportedOperationException(); }
        public hudson.Launcher.ProcStarter stderr(java.io.OutputStream p0) { throw new UnsupportedOperationException(); }
        public hudson.Launcher.ProcStarter envs(java.util.Map<java.lang.String, java.lang.String> p0) { throw new UnsupportedOperationException(); }
        public hudson.Proc start() throws java.io.IOException { throw new UnsupportedOperationException(); }
        private ProcStarter() { }
    }
}
