package io.jenkins.plugins.falcoprobes.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import java.net.URL;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who may call the methods behind the forms, and how. */
public class FormPermissionsTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String ENGINE = "descriptorByName/" + FalcoProbesConfiguration.class.getName()
            + "/testContainerEngine?label=nowhere";
    private static final String MIRRORS =
            "descriptorByName/" + FalcoProbesConfiguration.class.getName() + "/checkMirrors?value=x";

    private FreeStyleProject job;

    @Before
    public void set_up() throws Exception {
        job = JENKINS.createFreeStyleProject();
        JENKINS.jenkins.setSecurityRealm(JENKINS.createDummySecurityRealm());
        JENKINS.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("editor"));
    }

    @Test
    public void only_administrators_may_ask_agents_for_their_engine() throws Exception {
        assertThat(post("admin", ENGINE).getContentAsString()).contains("No agent with the label");
        assertThat(post("editor", ENGINE).getStatusCode()).isEqualTo(403);
        assertThat(post("reader", ENGINE).getStatusCode()).isEqualTo(403);
    }

    @Test
    public void only_administrators_may_have_settings_checked() throws Exception {
        assertThat(post("admin", MIRRORS).getContentAsString()).contains("DISTRO=URL");
        assertThat(post("editor", MIRRORS).getStatusCode()).isEqualTo(403);
    }

    @Test
    public void nothing_is_done_by_a_link() throws Exception {
        assertThat(call("admin", ENGINE, HttpMethod.GET).getStatusCode()).isIn(404, 405);
        assertThat(call("admin", MIRRORS, HttpMethod.GET).getStatusCode()).isIn(404, 405);
        assertThat(call("admin", check(), HttpMethod.GET).getStatusCode()).isIn(404, 405);
    }

    @Test
    public void who_may_not_see_a_jobs_form_is_told_nothing_by_it() throws Exception {
        assertThat(post("editor", check()).getContentAsString()).contains("is no Falco version");
        assertThat(post("reader", check()).getContentAsString()).doesNotContain("is no Falco version");
    }

    private String check() {
        return job.getUrl() + "descriptorByName/" + ProbeRequest.class.getName() + "/checkVersion?value=1.2";
    }

    private static WebResponse post(String user, String path) throws Exception {
        return call(user, path, HttpMethod.POST);
    }

    private static WebResponse call(String user, String path, HttpMethod method) throws Exception {
        JenkinsRule.WebClient client = JENKINS.createWebClient().login(user);
        client.setThrowExceptionOnFailingStatusCode(false);
        WebRequest request = new WebRequest(new URL(JENKINS.getURL(), path), method);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.getPage(request).getWebResponse();
    }
}
