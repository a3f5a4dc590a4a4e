package org.kohsuke.stapler;

public interface StaplerRequest2 extends jakarta.servlet.http.HttpServletRequest {
    void bindJSON(java.lang.Object p0, net.sf.json.JSONObject p1);
}
