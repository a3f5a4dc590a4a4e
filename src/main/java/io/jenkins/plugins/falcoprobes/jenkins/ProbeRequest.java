package io.jenkins.plugins.falcoprobes.jenkins;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Describable;
import io.jenkins.plugins.falcoprobes.build.HintNames;
import io.jenkins.plugins.falcoprobes.build.request.ArgumentNames;
import io.jenkins.plugins.falcoprobes.build.request.DistroArguments;
import io.jenkins.plugins.falcoprobes.build.request.RequestText;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.jenkins.publish.ArchivePublisher;
import io.jenkins.plugins.falcoprobes.jenkins.publish.ProbePublisher;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What a user asks for, as the form, the Pipeline step and the freestyle builder have it. What is left at its default is
 * null, so that neither a snippet nor a job's configuration mentions it.
 */
public class ProbeRequest implements Describable<ProbeRequest> {
    private final String version;
    private List<String> distros;
    private String kernels;
    private Integer latest;
    private List<String> kinds;
    private List<String> architectures;
    private String driverSource;
    private String naming;
    private Integer jobs;
    private String timeout;
    private Integer retries;
    private boolean force;
    private String knownBad;
    private boolean tryKnownBad;
    private String label;
    private Integer shards;
    private String image;
    private DockerRegistryEndpoint dockerRegistry;
    private String cache;
    private OnFailure onFailure;
    private ProbePublisher publish;
    private String provenanceKey;

    /** A request for the probes of a Falco version, all else by default. */
    @DataBoundConstructor
    public ProbeRequest(String version) {
        this.version = version == null ? "" : version.strip();
    }

    /** The Falco version, for example {@code 0.40.0}. */
    public String getVersion() {
        return version;
    }

    /** Only these distributions; empty means every one. */
    public List<String> getDistros() {
        return distros == null ? List.of() : List.copyOf(distros);
    }

    /** See {@link #getDistros}. */
    @DataBoundSetter
    public void setDistros(@CheckForNull List<String> distros) {
        this.distros = Words.orNull(distros);
    }

    /** Only kernels whose release this regular expression matches, anywhere in it. */
    @CheckForNull
    public String getKernels() {
        return kernels;
    }

    /** See {@link #getKernels}. */
    @DataBoundSetter
    public void setKernels(@CheckForNull String kernels) {
        this.kernels = Words.orNull(kernels);
    }

    /** Only the newest so many kernels of each series and flavour. */
    @CheckForNull
    public Integer getLatest() {
        return latest;
    }

    /** See {@link #getLatest}. */
    @DataBoundSetter
    public void setLatest(@CheckForNull Integer latest) {
        this.latest = latest;
    }

    /** {@code kmod} or {@code ebpf}; empty means both. */
    public List<String> getKinds() {
        return kinds == null ? List.of() : List.copyOf(kinds);
    }

    /** See {@link #getKinds}. */
    @DataBoundSetter
    public void setKinds(@CheckForNull List<String> kinds) {
        this.kinds = Words.kinds(kinds);
    }

    /** For which machines; empty means that of the agent. */
    public List<String> getArchitectures() {
        return architectures == null ? List.of() : List.copyOf(architectures);
    }

    /** See {@link #getArchitectures}. */
    @DataBoundSetter
    public void setArchitectures(@CheckForNull List<String> architectures) {
        this.architectures = Words.orNull(architectures);
    }

    /** Where the driver's source comes from; null means the configured default. */
    @CheckForNull
    public String getDriverSource() {
        return driverSource;
    }

    /** See {@link #getDriverSource}. */
    @DataBoundSetter
    public void setDriverSource(@CheckForNull String driverSource) {
        this.driverSource = Words.orNull(driverSource);
    }

    /** {@code hash}, {@code target} or {@code both}; null means by version. */
    @CheckForNull
    public String getNaming() {
        return naming;
    }

    /** See {@link #getNaming}. */
    @DataBoundSetter
    public void setNaming(@CheckForNull String naming) {
        this.naming = Words.orNull(naming);
    }

    /** How many probes an agent compiles at once; null means its processors. */
    @CheckForNull
    public Integer getJobs() {
        return jobs;
    }

    /** See {@link #getJobs}. */
    @DataBoundSetter
    public void setJobs(@CheckForNull Integer jobs) {
        this.jobs = jobs;
    }

    /** How long one probe may compile, for example {@code 10m}. */
    @CheckForNull
    public String getTimeout() {
        return timeout;
    }

    /** See {@link #getTimeout}. */
    @DataBoundSetter
    public void setTimeout(@CheckForNull String timeout) {
        this.timeout = Words.orNull(timeout);
    }

    /** How many more tries download and engine trouble gets. */
    @CheckForNull
    public Integer getRetries() {
        return retries;
    }

    /** See {@link #getRetries}. */
    @DataBoundSetter
    public void setRetries(@CheckForNull Integer retries) {
        this.retries = retries;
    }

    /** Build what is already there, too. */
    public boolean isForce() {
        return force;
    }

    /** See {@link #isForce}. */
    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    /** Builds that are known to fail, a line for each, beside those that this plugin knows of. */
    @CheckForNull
    public String getKnownBad() {
        return knownBad;
    }

    /** See {@link #getKnownBad}. */
    @DataBoundSetter
    public void setKnownBad(@CheckForNull String knownBad) {
        this.knownBad = Words.orNull(knownBad);
    }

    /** Build what is known to fail, too. */
    public boolean isTryKnownBad() {
        return tryKnownBad;
    }

    /** See {@link #isTryKnownBad}. */
    @DataBoundSetter
    public void setTryKnownBad(boolean tryKnownBad) {
        this.tryKnownBad = tryKnownBad;
    }

    /** The agents that build, as a label expression; null means the configured default. */
    @CheckForNull
    public String getLabel() {
        return label;
    }

    /** See {@link #getLabel}. */
    @DataBoundSetter
    public void setLabel(@CheckForNull String label) {
        this.label = Words.orNull(label);
    }

    /** Into how many parts a distribution may be split at most; null means as many as are worth it. */
    @CheckForNull
    public Integer getShards() {
        return shards;
    }

    /** See {@link #getShards}. */
    @DataBoundSetter
    public void setShards(@CheckForNull Integer shards) {
        this.shards = shards;
    }

    /** The name of ready-made builder images, without a tag; null means the configured default. */
    @CheckForNull
    public String getImage() {
        return image;
    }

    /** See {@link #getImage}. */
    @DataBoundSetter
    public void setImage(@CheckForNull String image) {
        this.image = Words.orNull(image);
    }

    /** Where images are pulled from, with which credentials; null means the configured default. */
    @CheckForNull
    public DockerRegistryEndpoint getDockerRegistry() {
        return dockerRegistry;
    }

    /** See {@link #getDockerRegistry}. */
    @DataBoundSetter
    public void setDockerRegistry(@CheckForNull DockerRegistryEndpoint dockerRegistry) {
        this.dockerRegistry = dockerRegistry;
    }

    /** The agents' folder for downloads; null means the configured default. */
    @CheckForNull
    public String getCache() {
        return cache;
    }

    /** See {@link #getCache}. */
    @DataBoundSetter
    public void setCache(@CheckForNull String cache) {
        this.cache = Words.orNull(cache);
    }

    /** What becomes of the run when probes failed. */
    public OnFailure getOnFailure() {
        return onFailure == null ? OnFailure.UNSTABLE : onFailure;
    }

    /** See {@link #getOnFailure}. */
    @DataBoundSetter
    public void setOnFailure(@CheckForNull OnFailure onFailure) {
        this.onFailure = onFailure == OnFailure.UNSTABLE ? null : onFailure;
    }

    /** Where finished probes go; null means the run's artifacts. */
    @CheckForNull
    public ProbePublisher getPublish() {
        return publish;
    }

    /** See {@link #getPublish}. */
    @DataBoundSetter
    public void setPublish(@CheckForNull ProbePublisher publish) {
        this.publish = ArchivePublisher.isDefault(publish) ? null : publish;
    }

    /** The id of credentials with the key that signs attestations; null means that they are not signed. */
    @CheckForNull
    public String getProvenanceKey() {
        return provenanceKey;
    }

    /** See {@link #getProvenanceKey}. */
    @DataBoundSetter
    public void setProvenanceKey(@CheckForNull String provenanceKey) {
        this.provenanceKey = Words.orNull(provenanceKey);
    }

    /** Where finished probes go: what was asked for, or else the run's artifacts. */
    public ProbePublisher publisher() {
        return publish == null ? new ArchivePublisher() : publish;
    }

    /** The same request with the configured defaults where it says nothing itself, and all that is known to fail. */
    public ProbeRequest completed(FalcoProbesConfiguration defaults) {
        ProbeRequest request = mapped(UnaryOperator.identity());
        request.label = label == null ? defaults.getLabel() : label;
        request.image = image == null ? defaults.getImage() : image;
        request.driverSource = driverSource == null ? defaults.getDriverSource() : driverSource;
        request.cache = cache == null ? defaults.getCache() : cache;
        request.dockerRegistry = dockerRegistry == null ? defaults.getDockerRegistry() : dockerRegistry;
        request.publish = publisher();
        // The own lines come first: messages count them from there.
        request.knownBad = Stream.of(knownBad, defaults.getKnownBad())
                .filter(Objects::nonNull)
                .reduce((own, all) -> own + "\n" + all)
                .orElse(null);
        return request;
    }

    /** The same request with the values of variables like <code>${VERSION}</code>. */
    public ProbeRequest expanded(EnvVars environment) {
        return mapped(environment::expand);
    }

    /**
     * The same request for one kernel alone, whatever it asks for itself.
     *
     * @param release what {@code uname -r} prints
     */
    public ProbeRequest ofKernel(String distro, String release) {
        ProbeRequest request = mapped(UnaryOperator.identity());
        request.distros = List.of(distro);
        request.kernels = "^" + release.replaceAll("[.+]", "\\\\$0") + "$";
        request.latest = null;
        request.shards = shards == null ? null : 1;
        return request;
    }

    /** The same request, each text of which went through a function. */
    ProbeRequest mapped(UnaryOperator<String> function) {
        ProbeRequest request = new ProbeRequest(function.apply(version));
        request.setDistros(getDistros().stream().map(function).toList());
        request.setKernels(kernels == null ? null : function.apply(kernels));
        request.latest = latest;
        request.setKinds(getKinds().stream().map(function).toList());
        request.setArchitectures(getArchitectures().stream().map(function).toList());
        request.setDriverSource(driverSource == null ? null : function.apply(driverSource));
        request.setNaming(naming == null ? null : function.apply(naming));
        request.jobs = jobs;
        request.setTimeout(timeout == null ? null : function.apply(timeout));
        request.retries = retries;
        request.force = force;
        request.setKnownBad(knownBad == null ? null : function.apply(knownBad));
        request.tryKnownBad = tryKnownBad;
        request.setLabel(label == null ? null : function.apply(label));
        request.shards = shards;
        request.setImage(image == null ? null : function.apply(image));
        request.dockerRegistry = dockerRegistry;
        request.setCache(cache == null ? null : function.apply(cache));
        request.onFailure = onFailure;
        request.publish = publish == null ? null : publish.mapped(function);
        request.setProvenanceKey(provenanceKey == null ? null : function.apply(provenanceKey));
        return request;
    }

    /** What the engine makes its request of. */
    public RequestText toText(FalcoProbesConfiguration defaults) {
        return completed(defaults).toText((String) null);
    }

    /** As {@link #toText(FalcoProbesConfiguration)}, with a default for the driver's source, which may be null too. */
    RequestText toText(@CheckForNull String defaultSource) {
        String source = driverSource == null ? defaultSource : driverSource;
        return new RequestText(
                version,
                getDistros(),
                kernels == null ? "" : kernels,
                text(latest, ""),
                getKinds(),
                getArchitectures(),
                source == null ? RequestText.DRIVER_SOURCE : source,
                naming,
                text(jobs, ""),
                timeout == null ? RequestText.TIMEOUT : timeout,
                text(retries, RequestText.RETRIES),
                force,
                knownBad == null ? "" : knownBad,
                tryKnownBad);
    }

    private static String text(@CheckForNull Integer number, String otherwise) {
        return number == null ? otherwise : number.toString();
    }

    /** Tells the first slip in the request, or in the configuration that it relies on, in one line. */
    public void check() throws AbortException {
        FalcoProbesConfiguration defaults = FalcoProbesConfiguration.get();
        try {
            completed(defaults).check(defaults.getMirrors(), defaults.getDistroSettings());
        } catch (UsageException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** As {@link #check()}, for a request that needs no defaults, with a {@link UsageException}. */
    void check(@CheckForNull String mirrors, @CheckForNull String distroSettings) {
        RequestText text = toText(RequestText.DRIVER_SOURCE);
        text.check(ArgumentNames.PARAMETERS, Distros.ids());
        DistroArguments.requireNeeds(
                ArgumentNames.PARAMETERS,
                HintNames.PARAMETERS,
                text.distros(),
                FieldChecks.given(mirrors, distroSettings),
                Distros::needs,
                Distros.settings());
        FieldChecks.shards(text(shards, ""));
        FieldChecks.image(image);
        FieldChecks.cache(cache);
        FieldChecks.label(label);
    }
}
