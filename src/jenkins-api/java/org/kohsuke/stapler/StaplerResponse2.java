package org.kohsuke.stapler;

public interface StaplerResponse2 extends jakarta.servlet.http.HttpServletResponse {
}
