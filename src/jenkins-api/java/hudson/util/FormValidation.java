package hudson.util;

public abstract class FormValidation extends java.io.IOException implements org.kohsuke.stapler.HttpResponse {
    public final hudson.util.FormValidation.Kind kind = null;
    public static hudson.util.FormValidation error(java.lang.String p0) { throw new UnsupportedOperationException(); }
    public static hudson.util.FormValidation warning(java.lang.String p0) { throw new UnsupportedOperationException(); }
    public static hudson.util.FormValidation ok(java.lang.String p0) { throw new UnsupportedOperationException(); }
    public static hudson.util.FormValidation ok() { throw new UnsupportedOperationException(); }
    public static hudson.util.FormValidation aggregate(java.util.Collection<hudson.util.FormValidation> p0) { throw new UnsupportedOperationException(); }
    private FormValidation() { }
    public static enum Kind {
        OK, WARNING, ERROR;
    }
}
