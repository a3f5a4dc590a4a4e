package io.jenkins.plugins.falcoprobes.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.falcoprobes.build.FailureClass;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.xml.sax.SAXException;

/** The page without its script, which takes a newer JavaScript than HtmlUnit's, and what the script reads. */
public class RunPageTest {
    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private final ProbeRecord built = Probes.built("6.1.0-9-amd64", "kmod", 12.5);
    private final ProbeRecord failed = Probes.failed("6.1.0-9-amd64", "ebpf", FailureClass.COMPILE);

    private FreeStyleBuild run;
    private FalcoProbesAction action;
    private ProbeCall call;

    @Before
    public void runWithProbes() throws Exception {
        FreeStyleProject project = JENKINS.createFreeStyleProject();
        run = JENKINS.buildAndAssertSuccess(project);
        call = FalcoProbesAction.begin(run, new ProbeRequest("0.40.0"));
        action = run.getAction(FalcoProbesAction.class);
        action.ledger(call).plan(List.of(built, failed));
        action.ledger(call).warn("the mirror is <slow>");
    }

    @Test
    public void the_page_tells_counts_warnings_and_failures_without_any_script() throws Exception {
        try (JenkinsRule.WebClient browser = JENKINS.createWebClient().withJavaScriptEnabled(false)) {
            HtmlPage page = browser.goTo(run.getUrl() + "falco-probes/");

            assertThat(page.querySelector(".falco-count.falco-built dd").getTextContent()).isEqualTo("1");
            assertThat(page.querySelector(".falco-count.falco-failed dd").getTextContent()).isEqualTo("1");
            assertThat(page.querySelector(".falco-warnings").getTextContent()).contains("the mirror is <slow>");
            assertThat(page.querySelector(".falco-failure").getTextContent())
                    .contains("compile", "it failed of compile", "look at the log", "debian 6.1.0-9-amd64 ebpf");
        }
    }

    @Test
    public void the_page_has_no_script_or_style_of_its_own_in_its_text() throws Exception {
        try (JenkinsRule.WebClient browser = JENKINS.createWebClient().withJavaScriptEnabled(false)) {
            HtmlPage page = browser.goTo(run.getUrl() + "falco-probes/");

            assertThat(page.querySelectorAll("#main-panel script:not([src])")).isEmpty();
            assertThat(page.querySelectorAll("#main-panel style, #main-panel [style], #main-panel [onclick]"))
                    .isEmpty();
        }
    }

    @Test
    public void the_run_s_page_has_a_summary() throws Exception {
        try (JenkinsRule.WebClient browser = JENKINS.createWebClient().withJavaScriptEnabled(false)) {
            String text = browser.getPage(run).asNormalizedText();

            assertThat(text).contains("0.40.0: 1 built, 1 failed", "debian 6.1.0-9-amd64 ebpf: compile");
        }
    }

    @Test
    public void the_api_tells_all_that_is_known() throws Exception {
        JsonNode json = json("api/json");

        assertThat(json.get("building").asBoolean()).isFalse();
        assertThat(json.at("/counts/total").asInt()).isEqualTo(2);
        assertThat(json.at("/calls/0/version").asText()).isEqualTo("0.40.0");
        assertThat(json.at("/calls/0/warnings/0").asText()).isEqualTo("the mirror is <slow>");
        JsonNode probe = json.at("/calls/0/probes/1");
        assertThat(probe.get("release").asText()).isEqualTo("6.1.0-9-amd64");
        assertThat(probe.get("kind").asText()).isEqualTo("kmod");
        assertThat(probe.get("state").asText()).isEqualTo("built");
        assertThat(probe.get("seconds").asDouble()).isEqualTo(12.5);
        assertThat(probe.at("/files/0/path").asText()).isEqualTo(built.files().get(0).path());
        assertThat(probe.at("/files/0/sha256").asText()).isEqualTo(built.files().get(0).sha256());
    }

    @Test
    public void the_run_s_own_api_does_not_list_the_probes() throws Exception {
        try (JenkinsRule.WebClient browser = JENKINS.createWebClient()) {
            String json = browser.goTo(run.getUrl() + "api/json?depth=3", "application/json")
                    .getWebResponse()
                    .getContentAsString();
            assertThat(json).doesNotContain("6.1.0-9-amd64");
        }
    }

    @Test
    public void rows_are_sent_when_they_have_changed() throws Exception {
        JsonNode all = json("call/1/rows");
        String version = all.get("version").asText();
        action.ledger(call).finish(Probes.built("6.1.0-9-amd64", "ebpf", 3));

        JsonNode changed = json("call/1/rows?since=" + version);
        JsonNode nothing = json("call/1/rows?since=" + changed.get("version").asText());

        assertThat(all.get("rows").size()).isEqualTo(2);
        assertThat(changed.get("rows").size()).isEqualTo(1);
        assertThat(changed.at("/rows/0/3").asText()).isEqualTo("ebpf");
        assertThat(nothing.get("rows").size()).isZero();
        assertThat(nothing.get("version")).isEqualTo(changed.get("version"));
    }

    @Test
    public void what_the_page_reads_while_the_run_builds_is_there() throws Exception {
        try (JenkinsRule.WebClient browser = JENKINS.createWebClient().withJavaScriptEnabled(false)) {
            HtmlPage page = browser.goTo(run.getUrl() + "falco-probes/call/1/overview");

            assertThat(page.querySelector(".falco-failure").getTextContent()).contains("it failed of compile");
        }
    }

    @Test
    public void the_log_of_a_probe_is_shown_as_text() throws Exception {
        Path log = action.folder(call).toPath().resolve(failed.log());
        Files.createDirectories(log.getParent());
        Files.writeString(log, "falco.c:1: error: <script>alert('x')</script>\n");

        try (JenkinsRule.WebClient browser = JENKINS.createWebClient()) {
            HtmlPage page = browser.goTo(run.getUrl() + "falco-probes/call/1/probe/" + failed.key().id() + "/");
            assertThat(page.querySelector("pre").getTextContent())
                    .isEqualTo("falco.c:1: error: <script>alert('x')</script>\n");
            assertThat(page.querySelectorAll("pre script")).isEmpty();
            assertThat(browser.goTo(
                                    run.getUrl() + "falco-probes/call/1/probe/" + failed.key().id() + "/logText",
                                    "text/plain")
                            .getWebResponse()
                            .getContentAsString())
                    .startsWith("falco.c:1: error");
        }
    }

    @Test
    public void a_record_s_log_leads_nowhere_else() throws Exception {
        ProbeRecord sly = RecordJson.read(RecordJson.write(failed).replace(failed.log(), "../../build.xml"));
        action.ledger(call).finish(sly);

        try (JenkinsRule.WebClient browser = JENKINS.createWebClient()) {
            browser.assertFails(run.getUrl() + "falco-probes/call/1/probe/" + failed.key().id() + "/logText", 404);
            HtmlPage page = browser.goTo(run.getUrl() + "falco-probes/call/1/probe/" + failed.key().id() + "/");
            assertThat(page.querySelectorAll("pre")).isEmpty();
        }
    }

    @Test
    public void what_is_not_there_is_not_found() throws Exception {
        try (JenkinsRule.WebClient browser = JENKINS.createWebClient()) {
            for (String address : List.of(
                    "call/2/rows", "call/0/rows", "call/x/rows", "call/1/probe/debian,9.9,x86_64,kmod/", "call/1/probe/x/")) {
                browser.assertFails(run.getUrl() + "falco-probes/" + address, 404);
            }
        }
    }

    @Test
    public void who_may_not_see_the_job_does_not_see_its_probes() throws Exception {
        JENKINS.jenkins.setSecurityRealm(JENKINS.createDummySecurityRealm());
        JENKINS.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ).everywhere().to("stranger", "reader")
                .grant(Item.READ).everywhere().to("reader"));
        try (JenkinsRule.WebClient browser = JENKINS.createWebClient()) {
            browser.login("stranger");
            browser.assertFails(run.getUrl() + "falco-probes/", 404);
            browser.assertFails(run.getUrl() + "falco-probes/api/json", 404);
            browser.login("reader");
            browser.goTo(run.getUrl() + "falco-probes/api/json", "application/json");
        } finally {
            JENKINS.jenkins.disableSecurity();
        }
    }

    @Test
    public void a_run_that_was_read_again_knows_its_probes() throws Exception {
        String id = run.getExternalizableId();
        JENKINS.jenkins.reload();
        FreeStyleBuild again = (FreeStyleBuild) FreeStyleBuild.fromExternalizableId(id);
        FalcoProbesAction reread = again.getAction(FalcoProbesAction.class);

        assertThat(reread.calls()).hasSize(1);
        assertThat(reread.ledger(reread.call(1)).records()).containsExactly(failed, built);
    }

    private JsonNode json(String address) throws IOException, SAXException {
        try (JenkinsRule.WebClient browser = JENKINS.createWebClient()) {
            return new ObjectMapper()
                    .readTree(browser.goTo(run.getUrl() + "falco-probes/" + address, "application/json")
                            .getWebResponse()
                            .getContentAsString());
        }
    }
}
