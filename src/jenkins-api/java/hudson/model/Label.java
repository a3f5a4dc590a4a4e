package hudson.model;

public abstract class Label extends hudson.model.Actionable implements java.lang.Comparable<hudson.model.Label>, jenkins.model.ModelObjectWithChildren {
    protected Label(java.lang.String p0) { }
    public final java.lang.String getName() { throw new UnsupportedOperationException(); }
    public java.lang.String getDisplayName() { throw new UnsupportedOperationException(); }
    public final boolean matches(hudson.model.Node p0) { throw new UnsupportedOperationException(); }
    public boolean contains(hudson.model.Node p0) { throw new UnsupportedOperationException(); }
    public final int compareTo(hudson.model.Label p0) { throw new UnsupportedOperationException(); }
    public static hudson.model.Label parseExpression(java.lang.String p0) { throw new UnsupportedOperationException(); }
}
