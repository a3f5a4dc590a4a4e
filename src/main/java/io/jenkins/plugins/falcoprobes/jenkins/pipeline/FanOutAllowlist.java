package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import hudson.Extension;
import java.net.URL;
import org.jenkinsci.plugins.workflow.cps.GroovySourceFileAllowlist;

/** Lets the trusted class loader load the one script of this plugin, and nothing else. */
@Extension
public final class FanOutAllowlist extends GroovySourceFileAllowlist {
    private final String script;

    /** Called by Jenkins. */
    public FanOutAllowlist() {
        URL resource = FanOutAllowlist.class.getResource("FanOut.groovy");
        if (resource == null) {
            throw new IllegalStateException("FanOut.groovy is missing in this plugin");
        }
        script = resource.toString();
    }

    @Override
    public boolean isAllowed(String groovySourceFileUrl) {
        return groovySourceFileUrl.equals(script);
    }
}
