package io.jenkins.plugins.falcoprobes.jenkins;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.labels.LabelExpression;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.falcoprobes.build.request.ArgumentNames;
import io.jenkins.plugins.falcoprobes.build.request.RequestText;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.jenkins.publish.ArchivePublisher;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The request's form: what can be chosen, and what is wrong with what was written. */
@Extension
public class ProbeRequestDescriptor extends Descriptor<ProbeRequest> {
    private static final int MOST_SUGGESTIONS = 20;

    /** Describes {@link ProbeRequest}. */
    public ProbeRequestDescriptor() {
        super(ProbeRequest.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.ProbeRequest_DisplayName();
    }

    /** The defaults that fields show while nothing is written there. */
    public FalcoProbesConfiguration getDefaults() {
        return FalcoProbesConfiguration.get();
    }

    /** What is chosen while nothing is. */
    public ArchivePublisher getDefaultPublisher() {
        return new ArchivePublisher();
    }

    /** Words of a list as a text field shows them. */
    public String line(@CheckForNull List<String> words) {
        return Words.line(words);
    }

    /** Known releases that begin like this, newest first. */
    public AutoCompletionCandidates doAutoCompleteVersion(@QueryParameter String value) {
        List<String> newestFirst = FalcoReleases.all().stream()
                .sorted((a, b) -> b.falco().compareTo(a.falco()))
                .map(release -> release.falco().value())
                .toList();
        return startingWith(value, newestFirst);
    }

    /** Distributions that begin like this. */
    public AutoCompletionCandidates doAutoCompleteDistros(@QueryParameter String value) {
        return startingWith(value, Distros.ids());
    }

    /** The forms of a driver source that begin like this. */
    public AutoCompletionCandidates doAutoCompleteDriverSource(@QueryParameter String value) {
        return startingWith(value, List.of("image", "image:", "debian", "debian:", "dir:/", "tar:/", "tar:https://"));
    }

    /** Labels that begin like the last word. */
    public AutoCompletionCandidates doAutoCompleteLabel(@QueryParameter String value) {
        return LabelExpression.autoComplete(value);
    }

    private static AutoCompletionCandidates startingWith(@CheckForNull String text, List<String> words) {
        AutoCompletionCandidates candidates = new AutoCompletionCandidates();
        words.stream()
                .filter(word -> word.startsWith(text == null ? "" : text))
                .limit(MOST_SUGGESTIONS)
                .forEach(candidates::add);
        return candidates;
    }

    /** Kinds of probes. */
    public ListBoxModel doFillKindsItems() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.ProbeRequest_kinds_both(), "");
        items.add(Messages.ProbeRequest_kinds_kmod(), "kmod");
        items.add(Messages.ProbeRequest_kinds_ebpf(), "ebpf");
        return items;
    }

    /** Families of names. */
    public ListBoxModel doFillNamingItems() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.ProbeRequest_naming_default(), "");
        items.add(Messages.ProbeRequest_naming_target(), "target");
        items.add(Messages.ProbeRequest_naming_hash(), "hash");
        items.add(Messages.ProbeRequest_naming_both(), "both");
        return items;
    }

    /** What may become of a run. */
    public ListBoxModel doFillOnFailureItems() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.ProbeRequest_onFailure_unstable(), OnFailure.UNSTABLE.name());
        items.add(Messages.ProbeRequest_onFailure_failure(), OnFailure.FAILURE.name());
        items.add(Messages.ProbeRequest_onFailure_ignore(), OnFailure.IGNORE.name());
        return items;
    }

    /** The secret texts and files of the job. */
    @POST
    public ListBoxModel doFillProvenanceKeyItems(@AncestorInPath Item item, @QueryParameter String provenanceKey) {
        return SecretItems.of(item, provenanceKey);
    }

    /** Whether it is a version, and one that is known. */
    @POST
    public FormValidation doCheckVersion(@AncestorInPath Item item, @QueryParameter String value) {
        if (value.isBlank()) {
            return isReadOnly(item)
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.ProbeRequest_versionMissing());
        }
        FormValidation check = check(item, value, () -> checked(new ProbeRequest(value)));
        if (check.kind != FormValidation.Kind.OK || isVariable(value) || isReadOnly(item)) {
            return check;
        }
        return FieldChecks.doubt(value.strip()).map(FormValidation::warning).orElseGet(FormValidation::ok);
    }

    /** Whether these are distributions. */
    @POST
    public FormValidation doCheckDistros(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, request -> request.setDistros(List.of(value)));
    }

    /** Whether it is a regular expression. */
    @POST
    public FormValidation doCheckKernels(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, request -> request.setKernels(value));
    }

    /** Whether it is a number. */
    @POST
    public FormValidation doCheckLatest(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, () -> checkNumbers(value.strip(), "", RequestText.RETRIES));
    }

    /** Whether these are architectures. */
    @POST
    public FormValidation doCheckArchitectures(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, request -> request.setArchitectures(List.of(value)));
    }

    /** Whether it has the form of a driver source. */
    @POST
    public FormValidation doCheckDriverSource(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, request -> request.setDriverSource(value));
    }

    /** Whether it is a list of builds that are known to fail. */
    @POST
    public FormValidation doCheckKnownBad(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, request -> request.setKnownBad(value));
    }

    /** Whether it is a number. */
    @POST
    public FormValidation doCheckJobs(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, () -> checkNumbers("", value.strip(), RequestText.RETRIES));
    }

    /** Whether it is a time. */
    @POST
    public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, request -> request.setTimeout(value));
    }

    /** Whether it is a number. */
    @POST
    public FormValidation doCheckRetries(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, () -> checkNumbers("", "", value.strip()));
    }

    /** Whether it is a label expression that agents match. */
    @POST
    public FormValidation doCheckLabel(@AncestorInPath Item item, @QueryParameter String value) {
        if (isReadOnly(item) || value.isBlank() || isVariable(value)) {
            return FormValidation.ok();
        }
        return LabelExpression.validate(value, item);
    }

    /** Whether it is a number. */
    @POST
    public FormValidation doCheckShards(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, () -> FieldChecks.shards(value.strip()));
    }

    /** Whether it is an image's name. */
    @POST
    public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, () -> FieldChecks.image(Words.orNull(value)));
    }

    /** Whether it is a path. */
    @POST
    public FormValidation doCheckCache(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, () -> FieldChecks.cache(Words.orNull(value)));
    }

    private static FormValidation check(@CheckForNull Item item, String value, Consumer<ProbeRequest> field) {
        return check(item, value, () -> {
            ProbeRequest request = new ProbeRequest("dev");
            field.accept(request);
            checked(request);
        });
    }

    private static FormValidation check(@CheckForNull Item item, String value, Runnable check) {
        if (isReadOnly(item) || value.isBlank() || isVariable(value)) {
            return FormValidation.ok();
        }
        try {
            check.run();
            return FormValidation.ok();
        } catch (UsageException e) {
            return FormValidation.error(e.complaint());
        }
    }

    private static void checked(ProbeRequest request) {
        request.toText(RequestText.DRIVER_SOURCE).check(ArgumentNames.PARAMETERS, Distros.ids());
    }

    private static void checkNumbers(String latest, String jobs, String retries) {
        new RequestText(
                        "dev",
                        List.of(),
                        "",
                        latest,
                        List.of(),
                        List.of(),
                        RequestText.DRIVER_SOURCE,
                        null,
                        jobs,
                        RequestText.TIMEOUT,
                        retries,
                        false,
                        "",
                        false)
                .check(ArgumentNames.PARAMETERS, Distros.ids());
    }

    /** Whether a job's user may only look: then there is nothing to check. */
    private static boolean isReadOnly(@CheckForNull Item item) {
        return item != null && Stream.of(Item.CONFIGURE, Item.EXTENDED_READ).noneMatch(item::hasPermission);
    }

    /** Whether the value is known only when a build starts. */
    private static boolean isVariable(String value) {
        return value.contains("${");
    }
}
