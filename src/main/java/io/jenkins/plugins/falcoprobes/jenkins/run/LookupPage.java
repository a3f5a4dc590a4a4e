package io.jenkins.plugins.falcoprobes.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import java.io.IOException;
import jenkins.model.ParameterizedJobMixIn;
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
            return show(form, new JobLookup(job).answers(form), "");
        } catch (IllegalArgumentException e) {
            return show(form, JobLookup.Answers.NONE, String.valueOf(e.getMessage()));
        }
    }

    /** Runs the job for one kernel alone. */
    @POST
    public HttpResponse doBuild(@QueryParameter String distro, @QueryParameter String release) {
        job.checkPermission(Item.BUILD);
        Form form = new Form("", "", "", "");
        if (!Distros.ids().contains(text(distro))) {
            return show(form, JobLookup.Answers.NONE, Messages.LookupPage_noDistro(text(distro)));
        }
        OnlyKernel only;
        try {
            only = new OnlyKernel(text(distro), new KernelRelease(text(release)).value());
        } catch (IllegalArgumentException e) {
            return show(form, JobLookup.Answers.NONE, String.valueOf(e.getMessage()));
        }
        if (!job.isBuildable()
                || ParameterizedJobMixIn.scheduleBuild2(job, 0, new CauseAction(new Cause.UserIdCause()), only)
                        == null) {
            return show(form, JobLookup.Answers.NONE, Messages.LookupPage_notBuildable());
        }
        return HttpResponses.redirectTo("../../");
    }

    private HttpResponse show(Form form, JobLookup.Answers answers, String problem) {
        return HttpResponses.forwardToView(this, "index")
                .with("form", form)
                .with("answers", answers)
                .with("problem", problem);
    }

    private static String text(@CheckForNull String text) {
        String plain = text == null ? "" : text.strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }
}
