package io.jenkins.plugins.falcoprobes.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The form of the build step: what it shows it gives back, and what is wrong it says. */
public class FormsTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Test
    public void a_request_without_defaults_survives_its_form() throws Exception {
        assertSurvives(Requests.full());
    }

    @Test
    public void a_request_of_nothing_but_defaults_survives_its_form() throws Exception {
        assertSurvives(new ProbeRequest("dev"));
    }

    private static void assertSurvives(ProbeRequest request) throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        job.getBuildersList().add(new FalcoProbesBuilder(request));
        FreeStyleProject saved = JENKINS.configRoundtrip(job);
        assertThat(saved.getBuildersList().get(FalcoProbesBuilder.class).getRequest())
                .usingRecursiveComparison()
                .isEqualTo(request);
    }

    @Test
    public void a_jobs_configuration_mentions_only_what_was_asked_for() {
        ProbeRequest request = new ProbeRequest("0.40.0");
        request.setDistros(List.of("debian"));
        assertThat(Items.XSTREAM2.toXML(new FalcoProbesBuilder(request)))
                .containsSubsequence("<version>0.40.0</version>", "<string>debian</string>")
                .doesNotContain("onFailure", "publish", "retries", "kinds", "immutable", "CollSer");
    }

    @Test
    public void a_configuration_written_by_hand_has_the_defaults() {
        ProbeRequest request = (ProbeRequest) Items.XSTREAM2.fromXML(
                "<io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest><version>dev</version>"
                        + "</io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest>");
        assertThat(request).usingRecursiveComparison().isEqualTo(new ProbeRequest("dev"));
        assertThat(request.getOnFailure()).isEqualTo(OnFailure.UNSTABLE);
        assertThat(request.getDistros()).isEmpty();
    }

    @Test
    public void what_is_right_is_not_complained_about() {
        ProbeRequestDescriptor form = form();
        assertThat(form.doCheckVersion(null, "0.40.0").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckVersion(null, "dev").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckVersion(null, "${FALCO_VERSION}").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckDistros(null, "").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckDistros(null, "Debian").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckArchitectures(null, "amd64, arm64").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckCache(null, "${HOME}/cache").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckLabel(null, "").kind).isEqualTo(Kind.OK);
    }

    @Test
    public void what_is_wrong_is_told_in_the_words_of_the_engine() {
        ProbeRequestDescriptor form = form();
        Map.<FormValidation, String>of(
                        form.doCheckVersion(null, "1.2"), "is no Falco version",
                        form.doCheckVersion(null, " "), "Missing",
                        form.doCheckDistros(null, "debain"), "did you mean debian?",
                        form.doCheckKernels(null, "^6["), "is no regular expression",
                        form.doCheckLatest(null, "0"), "a whole number from 1 to 9999",
                        form.doCheckJobs(null, "many"), "a whole number from 1 to 1024",
                        form.doCheckRetries(null, "101"), "from 0 to 100",
                        form.doCheckShards(null, "-1"), "from 1 to 1000",
                        form.doCheckTimeout(null, "10 minutes"), "is no time",
                        form.doCheckDriverSource(null, "debain"), "did you mean debian?")
                .forEach(FormsTest::assertComplaint);
        assertComplaint(form.doCheckArchitectures(null, "mips"), "is no architecture");
        assertComplaint(form.doCheckImage(null, "falco:latest"), "without a tag");
        assertComplaint(form.doCheckCache(null, "here"), "is no absolute path");
        assertComplaint(form.doCheckLabel(null, "docker &&"), "");
    }

    @Test
    public void a_version_that_was_never_released_is_doubted() {
        FormValidation doubt = form().doCheckVersion(null, "0.40.99");
        assertThat(doubt.kind).isEqualTo(Kind.WARNING);
        assertThat(doubt.getMessage()).contains("no release of Falco").contains("0.40.0");
        assertThat(form().doCheckVersion(null, "9.0.0").kind).isEqualTo(Kind.OK);
    }

    @Test
    public void versions_and_distributions_complete_themselves() {
        assertThat(form().doAutoCompleteVersion("0.3").getValues())
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(20)
                .allMatch(version -> version.startsWith("0.3"));
        assertThat(form().doAutoCompleteDistros("d").getValues()).contains("debian");
    }

    private static void assertComplaint(FormValidation check, String words) {
        assertThat(check.kind).as(words).isEqualTo(Kind.ERROR);
        assertThat(check.getMessage()).contains(words);
    }

    private static ProbeRequestDescriptor form() {
        return (ProbeRequestDescriptor) JENKINS.jenkins.getDescriptorOrDie(ProbeRequest.class);
    }
}
