package io.jenkins.plugins.falcoprobes.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.driver.LoaderHost;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.jenkins.publish.ProbePublisher;
import io.jenkins.plugins.falcoprobes.lookup.Lookup;
import io.jenkins.plugins.falcoprobes.lookup.LookupAnswer;
import io.jenkins.plugins.falcoprobes.lookup.LookupFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** "Would my host find it?" of a job: what a host's loader asks for, and whether the job has published it. */
public final class LookupPage {
    private static final int LONGEST = 16 << 10;

    private final Job<?, ?> job;

    LookupPage(Job<?, ?> job) {
        this.job = job;
    }

    /** What was written, to be shown again with the answer. */
    public record Form(String uname, String osRelease, String configMd5, String falco) {}

    /** The job, under the name that Jenkins' layout of a job's page expects. */
    public Job<?, ?> getObject() {
        return job;
    }

    /** The page's title. */
    public String getDisplayName() {
        return Messages.LookupPage_DisplayName();
    }

    /** Looks, and shows the page with the answers, or with one line about what cannot be read. */
    @POST
    public HttpResponse doFind(
            @QueryParameter String uname,
            @QueryParameter String osRelease,
            @QueryParameter String configMd5,
            @QueryParameter String falco)
            throws IOException, InterruptedException {
        job.checkPermission(Item.READ);
        Form form = new Form(text(uname), text(osRelease), text(configMd5), text(falco));
        try {
            return show(form, answers(form), "");
        } catch (IllegalArgumentException e) {
            return show(form, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private HttpResponse show(Form form, List<LookupRow> answers, String problem) {
        return HttpResponses.forwardToView(this, "index")
                .with("form", form)
                .with("answers", answers)
                .with("problem", problem);
    }

    private List<LookupRow> answers(Form form) throws IOException, InterruptedException {
        LoaderHost host = new LoaderHost(
                read("uname -a", form.uname(), LookupFields::uname),
                read("os-release", form.osRelease(), LookupFields::osRelease),
                Optional.empty());
        Lookup lookup =
                new Lookup(host, read("MD5", form.configMd5(), LookupFields::configMd5), repository(), Distros.ids());
        PublishedByJob published = new PublishedByJob(job);
        List<LookupRow> rows = new ArrayList<>();
        for (LookupAnswer answer :
                lookup.answers(read("Falco", form.falco(), LookupFields::eras), EnumSet.allOf(ProbeKind.class))) {
            rows.add(LookupRow.of(answer.lookedFor(List.of(published))));
        }
        return rows;
    }

    /** Where loaders are to be pointed at: the place that the last run published to. */
    private Optional<String> repository() {
        Run<?, ?> run = job.getLastBuild();
        while (run != null) {
            FalcoProbesAction action = run.getAction(FalcoProbesAction.class);
            if (action != null && !action.calls().isEmpty()) {
                String files = CallPage.files(run, action.calls().get(0));
                String root = Jenkins.get().getRootUrl();
                String address = files.startsWith("http") || root == null ? files : root + files;
                return Optional.of(address.replaceAll("/+$", "")).filter(text -> !text.isEmpty());
            }
            run = run.getPreviousBuild();
        }
        return Optional.of(ProbePublisher.ARTIFACTS);
    }

    private static <T> T read(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static String text(@CheckForNull String text) {
        String plain = text == null ? "" : text.strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }
}
