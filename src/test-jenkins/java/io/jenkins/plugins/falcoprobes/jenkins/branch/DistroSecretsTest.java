package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.AbortException;
import hudson.model.FreeStyleBuild;
import hudson.util.Secret;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Secrets of Jenkins in the place of files. */
public class DistroSecretsTest {
    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    @Test
    public void secrets_are_those_that_the_run_may_use_and_that_its_distributions_need() throws Exception {
        store(new StringCredentialsImpl(CredentialsScope.GLOBAL, "keys", "", Secret.fromString("the keys")));
        store(new StringCredentialsImpl(CredentialsScope.SYSTEM, "internal", "", Secret.fromString("not for jobs")));
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("job"));
        Map<String, String> values = Map.of(
                "rocky.keys", "credentials:keys",
                "rocky.ca", "/etc/pki/ca.pem",
                "fedora.header", "credentials:missing");
        DistroSettings settings = DistroSecrets.resolve(values, List.of("rocky"), run);
        assertThat(settings.content("rocky.keys")).hasValue("the keys".getBytes(UTF_8));
        assertThat(settings.text("rocky.ca")).hasValue("/etc/pki/ca.pem");
        assertThat(settings.content("fedora.header")).isEmpty();
        assertThat(settings.toString()).contains("fedora.header").doesNotContain("the keys");

        assertThatThrownBy(() -> DistroSecrets.resolve(values, List.of("fedora"), run))
                .isInstanceOf(AbortException.class)
                .hasMessage("fedora.header: job has no secret text and no secret file with the id \"missing\"");
        assertThatThrownBy(() ->
                        DistroSecrets.resolve(Map.of("rocky.keys", "credentials:internal"), List.of(), run))
                .isInstanceOf(AbortException.class);
    }

    private static void store(StandardCredentials credentials) throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
        SystemCredentialsProvider.getInstance().save();
    }
}
