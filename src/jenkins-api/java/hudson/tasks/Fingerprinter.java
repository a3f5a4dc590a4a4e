package hudson.tasks;

public class Fingerprinter extends hudson.tasks.Recorder implements java.io.Serializable, jenkins.model.DependencyDeclarer, jenkins.tasks.SimpleBuildStep {
    private Fingerprinter() { }
    public static final class FingerprintAction implements jenkins.model.RunAction2 {
        public FingerprintAction(hudson.model.Run p0, java.util.Map<java.lang.String, java.lang.String> p1) { }
        public void add(java.util.Map<java.lang.String, java.lang.String> p0) { throw new UnsupportedOperationException(); }
        public java.lang.String getIconFileName() { throw new UnsupportedOperationException(); }
        public java.lang.String getDisplayName() { throw new UnsupportedOperationException(); }
        public java.lang.String getUrlName() { throw new UnsupportedOperationException(); }
        public void onLoad(hudson.model.Run<?, ?> p0) { throw new UnsupportedOperationException(); }
        public void onAttached(hudson.model.Run<?, ?> p0) { throw new UnsupportedOperationException(); }
    }
}
