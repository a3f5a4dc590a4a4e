package org.kohsuke.stapler;

public class HttpResponses {
    public static org.kohsuke.stapler.ForwardToView forwardToView(java.lang.Object p0, java.lang.String p1) { throw new UnsupportedOperationException(); }
    public static org.kohsuke.stapler.HttpRedirect redirectTo(java.lang.String p0) { throw new UnsupportedOperationException(); }
    HttpResponses() { }
}
