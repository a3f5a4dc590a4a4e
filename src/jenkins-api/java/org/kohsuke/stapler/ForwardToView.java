package org.kohsuke.stapler;

public class ForwardToView extends java.lang.RuntimeException implements org.kohsuke.stapler.HttpResponse {
    public org.kohsuke.stapler.ForwardToView with(java.lang.String p0, java.lang.Object p1) { throw new UnsupportedOperationException(); }
    private ForwardToView() { }
}
