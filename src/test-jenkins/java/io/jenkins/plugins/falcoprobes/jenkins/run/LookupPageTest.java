package io.jenkins.plugins.falcoprobes.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import java.net.URL;
import java.util.List;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Would my host find it? */
public class LookupPageTest {
    private static final String PATH = "8.0.0+driver/x86_64/falco_debian_6.1.192-2-amd64_1.ko";
    private static final String UNAME =
            "Linux host 6.1.0-56-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-10-01) x86_64 GNU/Linux";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Test
    public void it_shows_the_address_and_what_to_do_if_nothing_is_there() throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        FreeStyleBuild build = JENKINS.buildAndAssertSuccess(job);
        ProbeCall call = FalcoProbesAction.begin(build, new ProbeRequest("0.40.0"));
        ProbeLedger ledger = build.getAction(FalcoProbesAction.class).ledger(call);
        ProbeKey key = new ProbeKey("debian", "6.1.0-56-amd64", "6.1.192-2", "", "x86_64", "kmod");
        ProbeRecord planned = ProbeRecord.planned(key);
        ledger.finish(new ProbeRecord(
                key, ProbeState.BUILT, "", "", "", "", 1, 1, "",
                List.of(new ProbeFile(PATH, 3, "ab".repeat(32))), "", "", false));
        ledger.published(List.of(planned.key()));

        String answer = ask(job, UNAME, "ID=debian\nVERSION_ID=12").asNormalizedText();
        assertThat(answer)
                .contains(PATH.replace("+", "%2B"), "There: published by run 1")
                .contains("Not published by this job.")
                .contains("buildFalcoProbes version: '0.40.0', distros: ['debian'], kernels: '^6\\\\.1\\\\.0-56-amd64$',"
                        + " kinds: ['ebpf'], architectures: ['x86_64']");
        assertThat(ask(job, "<b>", "ID=debian").asNormalizedText()).contains("uname -a: ");
        assertThat(ask(job, UNAME, "nothing").asNormalizedText()).contains("os-release: there is no line ID=");
    }

    @Test
    public void nothing_is_looked_up_by_a_get() throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        FalcoProbesAction.begin(JENKINS.buildAndAssertSuccess(job), new ProbeRequest("0.40.0"));
        JenkinsRule.WebClient client = JENKINS.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        URL address = new URL(JENKINS.getURL(), job.getUrl() + "falco-probes/lookup/find?uname=x");
        assertThat(client.getPage(address).getWebResponse().getStatusCode()).isEqualTo(404);
    }

    private static HtmlPage ask(FreeStyleProject job, String uname, String osRelease) throws Exception {
        HtmlPage page = JENKINS.createWebClient().getPage(job, "falco-probes/lookup/");
        HtmlForm form = page.getFormByName("lookup");
        form.getInputByName("uname").setValue(uname);
        form.getTextAreaByName("osRelease").setText(osRelease);
        form.getInputByName("falco").setValue("0.40.0");
        return JENKINS.submit(form);
    }
}
