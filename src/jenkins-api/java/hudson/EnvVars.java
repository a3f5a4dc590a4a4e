package hudson;

public class EnvVars extends java.util.TreeMap<java.lang.String, java.lang.String> {
    public EnvVars() { }
    public EnvVars(hudson.EnvVars p0) { }
    public hudson.EnvVars overrideAll(java.util.Map<java.lang.String, java.lang.String> p0) { throw new UnsupportedOperationException(); }
    public java.lang.String put(java.lang.String p0, java.lang.String p1) { throw new UnsupportedOperationException(); }
    public java.lang.String expand(java.lang.String p0) { throw new UnsupportedOperationException(); }
}
