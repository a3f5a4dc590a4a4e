package io.jenkins.plugins.falcoprobes.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import io.jenkins.plugins.falcoprobes.jenkins.publish.S3Publisher;
import io.jenkins.plugins.falcoprobes.lookup.ProbeFinder;
import io.jenkins.plugins.falcoprobes.lookup.Sighting;
import io.jenkins.plugins.falcoprobes.store.s3.S3Service;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestBuilder;

/** Would my host find it? */
public class LookupPageTest {
    private static final String PATH = "8.0.0+driver/x86_64/falco_debian_6.1.192-2-amd64_1.ko";
    private static final String UNAME =
            "Linux host 6.1.0-56-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-10-01) x86_64 GNU/Linux";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final S3Service service = new S3Service();

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

    @Test
    public void the_button_runs_the_job_for_that_kernel_alone_and_the_run_says_so() throws Exception {
        FreeStyleProject job = asking(new ProbeRequest("0.40.0"));
        FreeStyleBuild plain = JENKINS.buildAndAssertSuccess(job);

        HtmlPage answer = ask(job, UNAME, "ID=debian\nVERSION_ID=12");
        assertThat(answer.asNormalizedText()).contains("Runs this job for the kernel 6.1.0-56-amd64 of debian alone");
        JENKINS.submit(answer.getFormByName("build"));
        JENKINS.waitUntilNoActivity();

        FreeStyleBuild run = job.getLastBuild();
        assertThat(run.getNumber()).isEqualTo(plain.getNumber() + 1);
        ProbeRequest asked = run.getAction(FalcoProbesAction.class).call(1).request();
        assertThat(asked.getVersion()).isEqualTo("0.40.0");
        assertThat(asked.getDistros()).containsExactly("debian");
        assertThat(asked.getKernels()).isEqualTo("^6\\.1\\.0-56-amd64$");
        assertThat(asked.getLatest()).isNull();
        assertThat(JENKINS.createWebClient().getPage(run).asNormalizedText())
                .contains("Only the kernel 6.1.0-56-amd64 of debian");
        ProbeRequest usual = plain.getAction(FalcoProbesAction.class).call(1).request();
        assertThat(usual.getDistros()).containsExactly("ubuntu");
        assertThat(usual.getLatest()).isEqualTo(1);
        assertThat(JENKINS.buildAndAssertSuccess(job).getAction(OnlyKernel.class)).isNull();
    }

    @Test
    public void runs_for_other_kernels_wait_beside_each_other_and_beside_the_usual_one() throws Exception {
        FreeStyleProject job = asking(new ProbeRequest("0.40.0"));
        JENKINS.jenkins.doQuietDown();
        try {
            var usual = job.scheduleBuild2(0);
            for (String release : List.of("6.1.0-1-amd64", "6.1.0-2-amd64", "6.1.0-1-amd64")) {
                assertThat(ParameterizedJobMixIn.scheduleBuild2(job, 0, new OnlyKernel("debian", release)))
                        .isNotNull();
            }
            var again = job.scheduleBuild2(0);
            assertThat(again).isNotNull();
            assertThat(usual).isNotNull();
            assertThat(JENKINS.jenkins.getQueue().getItems()).hasSize(3);
        } finally {
            JENKINS.jenkins.doCancelQuietDown();
        }
        JENKINS.waitUntilNoActivity();
        assertThat(job.getBuilds())
                .extracting(run -> run.getAction(FalcoProbesAction.class).call(1).request().getKernels())
                .containsExactlyInAnyOrder("^6\\.1", "^6\\.1\\.0-1-amd64$", "^6\\.1\\.0-2-amd64$");
    }

    @Test
    public void nobody_runs_it_who_may_not_nor_by_a_get_nor_for_what_is_no_kernel() throws Exception {
        FreeStyleProject job = asking(new ProbeRequest("0.40.0"));
        JENKINS.buildAndAssertSuccess(job);
        secure();
        try {
            assertThat(ask(job, "reader", UNAME, "ID=debian\nVERSION_ID=12").getForms())
                    .noneMatch(form -> form.getNameAttribute().equals("build"));
            assertThat(post("reader", job, "distro=debian&release=6.1.0-56-amd64")).isEqualTo(403);
            assertThat(post("builder", job, "distro=plan9&release=6.1.0-56-amd64")).isEqualTo(200);
            assertThat(post("builder", job, "distro=debian&release=%2E%2E%2Fx%20y")).isEqualTo(200);
            URL address = new URL(
                    JENKINS.getURL(), job.getUrl() + "falco-probes/lookup/build?distro=debian&release=6.1.0-56-amd64");
            assertThat(client("builder").getPage(address).getWebResponse().getStatusCode())
                    .isEqualTo(404);
            // Without a crumb, as another site would send it.
            WebRequest forged = new WebRequest(address, HttpMethod.POST);
            assertThat(inSession("builder").getPage(forged).getWebResponse().getStatusCode())
                    .isEqualTo(403);
            JENKINS.waitUntilNoActivity();
            assertThat(job.getLastBuild().getNumber()).isEqualTo(1);
        } finally {
            JENKINS.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        }
    }

    @Test
    public void the_bucket_itself_is_asked_for_whoever_may_run_the_job() throws Exception {
        service.client().createBucket("probes");
        S3Publisher publisher = new S3Publisher();
        publisher.setBucket("probes");
        publisher.setPrefix("falco");
        publisher.setPathStyle(true);
        publisher.setEndpoint(service.endpoint().toString());
        publisher.setCredentialsId("lookup-keys");
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new AWSCredentialsImpl(
                        CredentialsScope.GLOBAL, "lookup-keys", S3Service.KEYS.id(), S3Service.KEYS.secret(), ""));
        ProbeRequest request = new ProbeRequest("0.40.0");
        request.setPublish(publisher);
        FreeStyleProject job = asking(request);
        JENKINS.buildAndAssertSuccess(job);
        secure();
        try {
            assertThat(ask(job, "builder", UNAME, "ID=debian\nVERSION_ID=12").asNormalizedText())
                    .contains("The bucket itself was asked", "Not published by this job.")
                    .doesNotContain("There:");
            service.client().putObject("probes", "falco/" + PATH, "a probe");
            assertThat(ask(job, "builder", UNAME, "ID=debian\nVERSION_ID=12").asNormalizedText())
                    .contains("There: s3://probes/falco");
            assertThat(ask(job, "reader", UNAME, "ID=debian\nVERSION_ID=12").asNormalizedText())
                    .contains("The records of the job's last 50 runs were looked through")
                    .doesNotContain("There:");
        } finally {
            JENKINS.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        }
        service.stop();
        assertThat(ask(job, UNAME, "ID=debian\nVERSION_ID=12").asNormalizedText())
                .contains("The bucket itself was asked")
                .doesNotContain("There:", "Not published by this job.", "at io.jenkins");
        service.start(Files.createTempDirectory("s3-service"));
    }

    @Test
    public void a_bucket_that_does_not_answer_is_not_waited_for_twice() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ProbeFinder silent = (path, address) -> {
            never.await();
            throw new IllegalStateException("it was waited for");
        };
        try (HastyFinder finder = new HastyFinder(silent, "the bucket", Duration.ofMillis(200))) {
            for (int i = 0; i < 30; i++) {
                assertThat(finder.find("a.ko", "").state()).isEqualTo(Sighting.State.UNKNOWN);
            }
        }
    }

    @Test
    public void the_page_needs_nothing_that_an_enforced_content_security_policy_forbids() throws Exception {
        FreeStyleProject job = asking(new ProbeRequest("0.40.0"));
        JENKINS.buildAndAssertSuccess(job);
        HtmlPage answer = ask(job, UNAME, "ID=debian\nVERSION_ID=12");
        assertThat(answer.getWebResponse().getResponseHeaderValue("Content-Security-Policy"))
                .as("enforced, as it is in Jenkins' own tests")
                .contains("script-src")
                .doesNotContain("'unsafe-inline' 'unsafe-eval'");
        String main = answer.getElementById("main-panel").asXml();
        assertThat(main).contains("name=\"build\"");
        assertThat(main)
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)(?![^>]*application/json)")
                .doesNotContainPattern("<[^>]+\\son[a-z]+=")
                .doesNotContain("javascript:");
    }

    /** A job that only notes what it was asked for. */
    private static FreeStyleProject asking(ProbeRequest request) throws Exception {
        request.setDistros(List.of("ubuntu"));
        request.setKernels("^6\\.1");
        request.setLatest(1);
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        job.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws IOException {
                FalcoProbesAction.begin(build, request);
                return true;
            }
        });
        return job;
    }

    private static void secure() {
        JENKINS.jenkins.setSecurityRealm(JENKINS.createDummySecurityRealm());
        JENKINS.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder"));
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        return JENKINS.createWebClient()
                .withBasicApiToken(user)
                .withThrowExceptionOnFailingStatusCode(false);
    }

    /** One who is logged in by a session, whose requests need a crumb. */
    private static JenkinsRule.WebClient inSession(String user) throws Exception {
        return JENKINS.createWebClient().withThrowExceptionOnFailingStatusCode(false).login(user);
    }

    private static int post(String user, FreeStyleProject job, String parameters) throws Exception {
        JenkinsRule.WebClient client = JENKINS.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.login(user);
        URL address = new URL(JENKINS.getURL(), job.getUrl() + "falco-probes/lookup/build?" + parameters);
        return client.getPage(client.addCrumb(new WebRequest(address, HttpMethod.POST)))
                .getWebResponse()
                .getStatusCode();
    }

    private static HtmlPage ask(FreeStyleProject job, String uname, String osRelease) throws Exception {
        return ask(job, JENKINS.createWebClient(), uname, osRelease);
    }

    private static HtmlPage ask(FreeStyleProject job, String user, String uname, String osRelease) throws Exception {
        return ask(job, JENKINS.createWebClient().login(user), uname, osRelease);
    }

    private static HtmlPage ask(FreeStyleProject job, JenkinsRule.WebClient client, String uname, String osRelease)
            throws Exception {
        HtmlPage page = client.getPage(job, "falco-probes/lookup/");
        HtmlForm form = page.getFormByName("lookup");
        form.getInputByName("uname").setValue(uname);
        form.getTextAreaByName("osRelease").setText(osRelease);
        form.getInputByName("falco").setValue("0.40.0");
        return JENKINS.submit(form);
    }
}
