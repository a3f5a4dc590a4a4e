package io.jenkins.plugins.falcoprobes.jenkins;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.falcoprobes.jenkins.pipeline.StepStart;
import io.jenkins.plugins.falcoprobes.jenkins.publish.ProbePublisher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The Pipeline step {@code buildFalcoProbes}; its parameters are those of {@link ProbeRequest}. */
public class BuildFalcoProbesStep extends Step {
    private final ProbeRequest request;

    /** A step that builds the probes of a Falco version. */
    @DataBoundConstructor
    public BuildFalcoProbesStep(String version) {
        this.request = new ProbeRequest(version);
    }

    /** What its parameters ask for. */
    public ProbeRequest request() {
        return request;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return StepStart.of(getDescriptor(), request, context);
    }

    /** See {@link ProbeRequest#getVersion}. */
    public String getVersion() {
        return request.getVersion();
    }

    /** See {@link ProbeRequest#getDistros}. */
    public List<String> getDistros() {
        return request.getDistros();
    }

    /** See {@link ProbeRequest#getDistros}. */
    @DataBoundSetter
    public void setDistros(@CheckForNull List<String> distros) {
        request.setDistros(distros);
    }

    /** See {@link ProbeRequest#getKernels}. */
    @CheckForNull
    public String getKernels() {
        return request.getKernels();
    }

    /** See {@link ProbeRequest#getKernels}. */
    @DataBoundSetter
    public void setKernels(@CheckForNull String kernels) {
        request.setKernels(kernels);
    }

    /** See {@link ProbeRequest#getLatest}. */
    @CheckForNull
    public Integer getLatest() {
        return request.getLatest();
    }

    /** See {@link ProbeRequest#getLatest}. */
    @DataBoundSetter
    public void setLatest(@CheckForNull Integer latest) {
        request.setLatest(latest);
    }

    /** See {@link ProbeRequest#getKinds}. */
    public List<String> getKinds() {
        return request.getKinds();
    }

    /** See {@link ProbeRequest#getKinds}. */
    @DataBoundSetter
    public void setKinds(@CheckForNull List<String> kinds) {
        request.setKinds(kinds);
    }

    /** See {@link ProbeRequest#getArchitectures}. */
    public List<String> getArchitectures() {
        return request.getArchitectures();
    }

    /** See {@link ProbeRequest#getArchitectures}. */
    @DataBoundSetter
    public void setArchitectures(@CheckForNull List<String> architectures) {
        request.setArchitectures(architectures);
    }

    /** See {@link ProbeRequest#getDriverSource}. */
    @CheckForNull
    public String getDriverSource() {
        return request.getDriverSource();
    }

    /** See {@link ProbeRequest#getDriverSource}. */
    @DataBoundSetter
    public void setDriverSource(@CheckForNull String driverSource) {
        request.setDriverSource(driverSource);
    }

    /** See {@link ProbeRequest#getNaming}. */
    @CheckForNull
    public String getNaming() {
        return request.getNaming();
    }

    /** See {@link ProbeRequest#getNaming}. */
    @DataBoundSetter
    public void setNaming(@CheckForNull String naming) {
        request.setNaming(naming);
    }

    /** See {@link ProbeRequest#getJobs}. */
    @CheckForNull
    public Integer getJobs() {
        return request.getJobs();
    }

    /** See {@link ProbeRequest#getJobs}. */
    @DataBoundSetter
    public void setJobs(@CheckForNull Integer jobs) {
        request.setJobs(jobs);
    }

    /** See {@link ProbeRequest#getTimeout}. */
    @CheckForNull
    public String getTimeout() {
        return request.getTimeout();
    }

    /** See {@link ProbeRequest#getTimeout}. */
    @DataBoundSetter
    public void setTimeout(@CheckForNull String timeout) {
        request.setTimeout(timeout);
    }

    /** See {@link ProbeRequest#getRetries}. */
    @CheckForNull
    public Integer getRetries() {
        return request.getRetries();
    }

    /** See {@link ProbeRequest#getRetries}. */
    @DataBoundSetter
    public void setRetries(@CheckForNull Integer retries) {
        request.setRetries(retries);
    }

    /** See {@link ProbeRequest#isForce}. */
    public boolean isForce() {
        return request.isForce();
    }

    /** See {@link ProbeRequest#isForce}. */
    @DataBoundSetter
    public void setForce(boolean force) {
        request.setForce(force);
    }

    /** See {@link ProbeRequest#getKnownBad}. */
    @CheckForNull
    public String getKnownBad() {
        return request.getKnownBad();
    }

    /** See {@link ProbeRequest#getKnownBad}. */
    @DataBoundSetter
    public void setKnownBad(@CheckForNull String knownBad) {
        request.setKnownBad(knownBad);
    }

    /** See {@link ProbeRequest#isTryKnownBad}. */
    public boolean isTryKnownBad() {
        return request.isTryKnownBad();
    }

    /** See {@link ProbeRequest#isTryKnownBad}. */
    @DataBoundSetter
    public void setTryKnownBad(boolean tryKnownBad) {
        request.setTryKnownBad(tryKnownBad);
    }

    /** See {@link ProbeRequest#getLabel}. */
    @CheckForNull
    public String getLabel() {
        return request.getLabel();
    }

    /** See {@link ProbeRequest#getLabel}. */
    @DataBoundSetter
    public void setLabel(@CheckForNull String label) {
        request.setLabel(label);
    }

    /** See {@link ProbeRequest#getShards}. */
    @CheckForNull
    public Integer getShards() {
        return request.getShards();
    }

    /** See {@link ProbeRequest#getShards}. */
    @DataBoundSetter
    public void setShards(@CheckForNull Integer shards) {
        request.setShards(shards);
    }

    /** See {@link ProbeRequest#getImage}. */
    @CheckForNull
    public String getImage() {
        return request.getImage();
    }

    /** See {@link ProbeRequest#getImage}. */
    @DataBoundSetter
    public void setImage(@CheckForNull String image) {
        request.setImage(image);
    }

    /** See {@link ProbeRequest#getDockerRegistry}. */
    @CheckForNull
    public DockerRegistryEndpoint getDockerRegistry() {
        return request.getDockerRegistry();
    }

    /** See {@link ProbeRequest#getDockerRegistry}. */
    @DataBoundSetter
    public void setDockerRegistry(@CheckForNull DockerRegistryEndpoint dockerRegistry) {
        request.setDockerRegistry(dockerRegistry);
    }

    /** See {@link ProbeRequest#getCache}. */
    @CheckForNull
    public String getCache() {
        return request.getCache();
    }

    /** See {@link ProbeRequest#getCache}. */
    @DataBoundSetter
    public void setCache(@CheckForNull String cache) {
        request.setCache(cache);
    }

    /** See {@link ProbeRequest#getOnFailure}. */
    public OnFailure getOnFailure() {
        return request.getOnFailure();
    }

    /** See {@link ProbeRequest#getOnFailure}. */
    @DataBoundSetter
    public void setOnFailure(@CheckForNull OnFailure onFailure) {
        request.setOnFailure(onFailure);
    }

    /** See {@link ProbeRequest#getPublish}. */
    @CheckForNull
    public ProbePublisher getPublish() {
        return request.getPublish();
    }

    /** See {@link ProbeRequest#getPublish}. */
    @DataBoundSetter
    public void setPublish(@CheckForNull ProbePublisher publish) {
        request.setPublish(publish);
    }

    /** See {@link ProbeRequest#getProvenanceKey}. */
    @CheckForNull
    public String getProvenanceKey() {
        return request.getProvenanceKey();
    }

    /** See {@link ProbeRequest#getProvenanceKey}. */
    @DataBoundSetter
    public void setProvenanceKey(@CheckForNull String provenanceKey) {
        request.setProvenanceKey(provenanceKey);
    }

    /** The step as the Pipeline engine and its snippet generator know it. */
    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "buildFalcoProbes";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.BuildFalcoProbesStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }

        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return arguments.get("version") instanceof String version ? version : null;
        }

        /** Whose form it shares. */
        public ProbeRequestDescriptor getRequestDescriptor() {
            return (ProbeRequestDescriptor) Jenkins.get().getDescriptorOrDie(ProbeRequest.class);
        }
    }
}
