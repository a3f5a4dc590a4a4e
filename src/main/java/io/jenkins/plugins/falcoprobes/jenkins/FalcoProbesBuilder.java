package io.jenkins.plugins.falcoprobes.jenkins;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.falcoprobes.jenkins.freestyle.FreestyleBuild;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The build step of freestyle jobs; its request may have variables like <code>${VERSION}</code> in its texts. */
public class FalcoProbesBuilder extends Builder {
    private final ProbeRequest request;

    /** A build step that does what the request asks for. */
    @DataBoundConstructor
    public FalcoProbesBuilder(ProbeRequest request) {
        this.request = request;
    }

    /** What it builds. */
    public ProbeRequest getRequest() {
        return request;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        return new FreestyleBuild(build, launcher, listener).run(request);
    }

    /** The build step as a job's form offers it. */
    @Extension
    @Symbol("falcoProbesBuilder")
    public static class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FalcoProbesBuilder_DisplayName();
        }

        @Override
        @SuppressWarnings("rawtypes") // as its parent declares it
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
