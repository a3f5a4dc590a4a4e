package io.jenkins.plugins.falcoprobes.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.falcoprobes.build.FailureClass;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;

public class JobPageTest {
    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private FreeStyleProject project;

    @Before
    public void project() throws Exception {
        project = JENKINS.createFreeStyleProject();
    }

    @Test
    public void a_job_without_probes_has_no_page() throws Exception {
        JENKINS.buildAndAssertSuccess(project);

        assertThat(project.getAction(JobProbesAction.class)).isNull();
    }

    @Test
    public void the_page_tells_what_each_run_came_to() throws Exception {
        run("0.40.0", Probes.built("6.1.0-9-amd64", "kmod", 90));
        run("0.41.0", Probes.failed("6.1.0-9-amd64", "kmod", FailureClass.COMPILE));

        try (JenkinsRule.WebClient browser = JENKINS.createWebClient().withJavaScriptEnabled(false)) {
            HtmlPage page = browser.goTo(project.getUrl() + "falco-probes/");
            assertThat(page.querySelectorAll(".falco-runs tbody tr"))
                    .extracting(row -> row.asNormalizedText().replaceAll("\\s+", " "))
                    .containsExactly("#2 0.41.0 0 1 0 0 2 s", "#1 0.40.0 1 0 0 0 1 min 30 s");
        }
    }

    @Test
    public void the_newest_probe_of_a_kernel_is_linked_to_its_run() throws Exception {
        FreeStyleBuild first = run("0.40.0", Probes.built("6.1.0-9-amd64", "kmod", 10));
        run("0.40.0", Probes.present("6.1.0-9-amd64", "kmod"));

        JsonNode rows;
        try (JenkinsRule.WebClient browser = JENKINS.createWebClient()) {
            rows = new ObjectMapper()
                    .readTree(browser.goTo(project.getUrl() + "falco-probes/rows", "application/json")
                            .getWebResponse()
                            .getContentAsString())
                    .get("rows");
        }

        assertThat(rows.size()).isEqualTo(1);
        assertThat(cell(rows.get(0), "run")).isEqualTo("1");
        assertThat(cell(rows.get(0), "falco")).isEqualTo("0.40.0");
        assertThat(cell(rows.get(0), "link")).startsWith(first.getUrl() + "artifact/8.0.0+driver/");
    }

    @Test
    public void history_reads_what_is_new_and_forgets_deleted_runs() throws Exception {
        run("0.40.0", Probes.built("6.1.0-9-amd64", "kmod", 10));
        assertThat(ProbeHistory.of(project).expectedSeconds("0.41.0")).containsEntry("debian", 10.0);

        FreeStyleBuild second = run("0.40.0", Probes.built("6.1.0-10-amd64", "kmod", 5));
        assertThat(ProbeHistory.of(project).expectedSeconds("0.41.0")).containsEntry("debian", 15.0);
        assertThat(ProbeHistory.of(project).runs()).hasSize(2);

        second.delete();
        assertThat(ProbeHistory.of(project).expectedSeconds("0.41.0")).containsEntry("debian", 10.0);
        assertThat(ProbeHistory.of(project).runs()).hasSize(1);
    }

    private FreeStyleBuild run(String version, ProbeRecord probe) throws Exception {
        FreeStyleBuild run = JENKINS.buildAndAssertSuccess(project);
        ProbeCall call = FalcoProbesAction.begin(run, new ProbeRequest(version));
        run.getAction(FalcoProbesAction.class).ledger(call).plan(List.of(probe));
        return run;
    }

    private static String cell(JsonNode row, String column) {
        return row.get(RowsJson.COLUMNS.indexOf(column)).asText();
    }
}
