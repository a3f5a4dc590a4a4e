package io.jenkins.plugins.falcoprobes.jenkins;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AutoCompletionCandidates;
import hudson.util.FormValidation;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.jenkins.publish.S3Publisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What requests that say nothing of it have, for all jobs; also {@code unclassified: falcoProbes:} as code. */
@Extension
@Symbol("falcoProbes")
public class FalcoProbesConfiguration extends GlobalConfiguration {
    private String label = "docker";
    private String image;
    private String driverSource;
    private String mirrors;
    private String distroSettings;
    private String knownBad;
    private String cache;
    private DockerRegistryEndpoint dockerRegistry;
    private S3Publisher s3;

    /** As it was saved. */
    @SuppressWarnings("this-escape") // as GlobalConfiguration tells to
    public FalcoProbesConfiguration() {
        load();
    }

    /** The only one. */
    public static FalcoProbesConfiguration get() {
        return ExtensionList.lookupSingleton(FalcoProbesConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.FalcoProbesConfiguration_DisplayName();
    }

    /** A form has all settings at once: what it does not mention is unset, and it is saved once. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try (BulkChange change = new BulkChange(this)) {
            dockerRegistry = null;
            s3 = null;
            request.bindJSON(this, form);
            change.commit();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agents that build, as a label expression; empty means any. */
    @NonNull
    public String getLabel() {
        return label;
    }

    /** See {@link #getLabel}. */
    @DataBoundSetter
    public void setLabel(@CheckForNull String label) {
        // Not null when it is empty: that would be saved as nothing and come back as the default.
        this.label = label == null ? "" : label.strip();
        save();
    }

    /** The name of ready-made builder images, without a tag; null means that agents make them. */
    @CheckForNull
    public String getImage() {
        return image;
    }

    /** See {@link #getImage}. */
    @DataBoundSetter
    public void setImage(@CheckForNull String image) {
        this.image = Words.orNull(image);
        save();
    }

    /** Where the driver's source comes from; null means Falco's own image. */
    @CheckForNull
    public String getDriverSource() {
        return driverSource;
    }

    /** See {@link #getDriverSource}. */
    @DataBoundSetter
    public void setDriverSource(@CheckForNull String driverSource) {
        this.driverSource = Words.orNull(driverSource);
        save();
    }

    /** Package mirrors, a {@code DISTRO=URL} in each line. */
    @CheckForNull
    public String getMirrors() {
        return mirrors;
    }

    /** See {@link #getMirrors}. */
    @DataBoundSetter
    public void setMirrors(@CheckForNull String mirrors) {
        this.mirrors = Words.orNull(mirrors);
        save();
    }

    /** The lines of {@link #getMirrors}. */
    public List<String> mirrorList() {
        return FieldChecks.lines(mirrors);
    }

    /** What distributions are told beside their mirrors, an {@code ID.NAME=VALUE} in each line. */
    @CheckForNull
    public String getDistroSettings() {
        return distroSettings;
    }

    /** See {@link #getDistroSettings}. */
    @DataBoundSetter
    public void setDistroSettings(@CheckForNull String distroSettings) {
        this.distroSettings = Words.orNull(distroSettings);
        save();
    }

    /** The values of {@link #getDistroSettings} by their names; in the place of secrets {@code credentials:ID}. */
    public Map<String, String> distroSettingMap() {
        return FieldChecks.distroSettings(distroSettings);
    }

    /** Builds that are known to fail, beside those that the plugin knows of and those of a request, a line for each. */
    @CheckForNull
    public String getKnownBad() {
        return knownBad;
    }

    /** See {@link #getKnownBad}. */
    @DataBoundSetter
    public void setKnownBad(@CheckForNull String knownBad) {
        this.knownBad = Words.orNull(knownBad);
        save();
    }

    /** The names of all mirrors and settings of distributions. */
    public Set<String> given() {
        return FieldChecks.given(mirrors, distroSettings);
    }

    /** The agents' folder for downloads and prepared things; null means one in the agent's root folder. */
    @CheckForNull
    public String getCache() {
        return cache;
    }

    /** See {@link #getCache}. */
    @DataBoundSetter
    public void setCache(@CheckForNull String cache) {
        this.cache = Words.orNull(cache);
        save();
    }

    /** Where images are pulled from, with which credentials. */
    @CheckForNull
    public DockerRegistryEndpoint getDockerRegistry() {
        return dockerRegistry;
    }

    /** See {@link #getDockerRegistry}. */
    @DataBoundSetter
    public void setDockerRegistry(@CheckForNull DockerRegistryEndpoint dockerRegistry) {
        this.dockerRegistry = dockerRegistry;
        save();
    }

    /** What {@code s3()} of a job has where it says nothing itself. */
    @CheckForNull
    public S3Publisher getS3() {
        return s3;
    }

    /** See {@link #getS3}. */
    @DataBoundSetter
    public void setS3(@CheckForNull S3Publisher s3) {
        this.s3 = s3;
        save();
    }

    /** Whether the plugins are there by which probes get into a bucket. */
    public boolean isS3Possible() {
        return Jenkins.get().getDescriptor(S3Publisher.class) != null;
    }

    /** Labels that begin like the last word. */
    public AutoCompletionCandidates doAutoCompleteLabel(@QueryParameter String value) {
        return request().doAutoCompleteLabel(value);
    }

    /** The forms of a driver source that begin like this. */
    public AutoCompletionCandidates doAutoCompleteDriverSource(@QueryParameter String value) {
        return request().doAutoCompleteDriverSource(value);
    }

    /** Whether it is a label expression that agents match. */
    @POST
    public FormValidation doCheckLabel(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return request().doCheckLabel(null, value);
    }

    /** Whether it is an image's name. */
    @POST
    public FormValidation doCheckImage(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return request().doCheckImage(null, value);
    }

    /** Whether it has the form of a driver source. */
    @POST
    public FormValidation doCheckDriverSource(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return request().doCheckDriverSource(null, value);
    }

    /** Whether these are mirrors. */
    @POST
    public FormValidation doCheckMirrors(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        try {
            FieldChecks.mirrors(value);
            return FormValidation.ok();
        } catch (UsageException e) {
            return FormValidation.error(e.complaint());
        }
    }

    /** Whether these are settings of distributions. */
    @POST
    public FormValidation doCheckDistroSettings(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        try {
            FieldChecks.distroSettings(value);
            return FormValidation.ok();
        } catch (UsageException e) {
            return FormValidation.error(e.complaint());
        }
    }

    /** Whether these are builds that are known to fail. */
    @POST
    public FormValidation doCheckKnownBad(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return request().doCheckKnownBad(null, value);
    }

    /** Whether it is a path. */
    @POST
    public FormValidation doCheckCache(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return request().doCheckCache(null, value);
    }

    /** Asks the agents of a label for their container engine. */
    @POST
    public FormValidation doTestContainerEngine(@QueryParameter String label) throws InterruptedException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return AgentEngines.ask(label);
    }

    private static ProbeRequestDescriptor request() {
        return (ProbeRequestDescriptor) Jenkins.get().getDescriptorOrDie(ProbeRequest.class);
    }
}
