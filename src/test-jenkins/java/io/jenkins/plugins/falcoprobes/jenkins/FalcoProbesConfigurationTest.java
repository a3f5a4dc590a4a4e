package io.jenkins.plugins.falcoprobes.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.model.Label;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** The defaults for all jobs, by form and as code. */
public class FalcoProbesConfigurationTest {
    private static final String MIRRORS =
            "debian=http://mirror.example.org/debian\ndebian-security=http://mirror.example.org/debian-security";

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void agents_with_docker_build_unless_it_is_configured_otherwise() {
        assertThat(FalcoProbesConfiguration.get().getLabel()).isEqualTo("docker");
    }

    @Test
    public void the_configuration_survives_its_form_and_is_saved() throws Exception {
        fill(FalcoProbesConfiguration.get());
        jenkins.configRoundtrip();
        assertFilled(FalcoProbesConfiguration.get());
        assertFilled(new FalcoProbesConfiguration());
    }

    @Test
    public void no_label_and_no_registry_stay_so() throws Exception {
        FalcoProbesConfiguration configuration = FalcoProbesConfiguration.get();
        configuration.setLabel(null);
        jenkins.configRoundtrip();
        assertThat(new FalcoProbesConfiguration().getLabel()).isEmpty();
        assertThat(new FalcoProbesConfiguration().getDockerRegistry()).isNull();
    }

    @Test
    public void it_is_read_as_code() throws Exception {
        Path file = temporary.newFile("jenkins.yaml").toPath();
        Files.writeString(
                file,
                """
                unclassified:
                  falcoProbes:
                    label: "docker && linux"
                    image: "registry.example.org/falco-probe-builder"
                    driverSource: "debian"
                    mirrors: |
                      debian=http://mirror.example.org/debian
                      debian-security=http://mirror.example.org/debian-security
                    distroSettings: |
                      rocky.keys=credentials:mirror-keys
                    cache: "/var/cache/falco"
                    dockerRegistry:
                      url: "https://registry.example.org/"
                """);
        ConfigurationAsCode.get().configure(file.toString());
        assertFilled(FalcoProbesConfiguration.get());
    }

    @Test
    public void it_is_written_as_code() throws Exception {
        fill(FalcoProbesConfiguration.get());
        ByteArrayOutputStream yaml = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(yaml);
        assertThat(yaml.toString(UTF_8))
                .contains("  falcoProbes:\n")
                .contains("label: \"docker && linux\"", "driverSource: \"debian\"", "cache: \"/var/cache/falco\"");
    }

    @Test
    public void a_request_takes_from_it_what_it_does_not_say_itself() {
        fill(FalcoProbesConfiguration.get());
        ProbeRequest request = new ProbeRequest("0.40.0");
        request.setImage("other");
        ProbeRequest completed = request.completed(FalcoProbesConfiguration.get());
        assertThat(completed.getLabel()).isEqualTo("docker && linux");
        assertThat(completed.getImage()).isEqualTo("other");
        assertThat(completed.getCache()).isEqualTo("/var/cache/falco");
        assertThat(request.toText(FalcoProbesConfiguration.get()).driverSource())
                .isEqualTo("debian");
        assertThat(request.getLabel()).isNull();
    }

    @Test
    public void a_slip_in_it_is_told_before_anything_is_built() throws Exception {
        ProbeRequest request = new ProbeRequest("0.40.0");
        request.check();
        FalcoProbesConfiguration.get().setMirrors("debian");
        assertThatThrownBy(request::check)
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("mirrors: \"debian\" is not of the form DISTRO=URL");
    }

    @Test
    public void mirrors_are_checked_line_by_line() {
        FalcoProbesConfiguration form = FalcoProbesConfiguration.get();
        assertThat(form.doCheckMirrors(MIRRORS + "\n\n").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckMirrors(MIRRORS + "\ndebain=http://x.example.org/").getMessage())
                .contains("did you mean debian?");
        assertThat(form.doCheckMirrors("debian=ftp://x.example.org/").kind).isEqualTo(Kind.ERROR);
    }

    @Test
    public void settings_of_distributions_are_checked_line_by_line() {
        FalcoProbesConfiguration form = FalcoProbesConfiguration.get();
        assertThat(form.doCheckDistroSettings("rocky.keys=/etc/pki/mirror.asc\n").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckDistroSettings("rocky.certificat=/etc/pki/mirror.asc").getMessage())
                .contains("did you mean rocky.certificate?");
    }

    @Test
    public void what_is_known_to_fail_is_checked_and_goes_behind_what_a_request_says() {
        String line = "kernel=6.1.0 until=2999-12-31 issue=https://example.org/1 it does not compile";
        FalcoProbesConfiguration form = FalcoProbesConfiguration.get();
        assertThat(form.doCheckKnownBad(line).kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckKnownBad("kernel=6.1.0").getMessage()).contains("until= is missing");
        form.setKnownBad(line);
        ProbeRequest request = new ProbeRequest("0.40.0");
        assertThat(request.completed(form).getKnownBad()).isEqualTo(line);
        request.setKnownBad(line.replace("6.1.0", "6.2.0"));
        assertThat(request.completed(form).getKnownBad()).isEqualTo(line.replace("6.1.0", "6.2.0") + "\n" + line);
    }

    @Test
    public void the_engine_of_each_agent_is_told() throws Exception {
        jenkins.createOnlineSlave(Label.get("docker"));
        FormValidation answer = FalcoProbesConfiguration.get().doTestContainerEngine("docker");
        // With or without an engine on this machine: there is a line for the agent.
        assertThat(answer.renderHtml()).contains("slave0: ").containsAnyOf("slave0: docker", "slave0: podman", "cannot run");
    }

    @Test
    public void without_an_agent_there_is_one_clear_line() throws Exception {
        FormValidation answer = FalcoProbesConfiguration.get().doTestContainerEngine("nowhere");
        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.getMessage()).isEqualTo("No agent with the label &quot;nowhere&quot; is online");
        assertThat(FalcoProbesConfiguration.get().doTestContainerEngine("a &&").getMessage())
                .contains("is no label expression");
    }

    private static void fill(FalcoProbesConfiguration configuration) {
        configuration.setLabel("docker && linux");
        configuration.setImage("registry.example.org/falco-probe-builder");
        configuration.setDriverSource("debian");
        configuration.setMirrors(MIRRORS);
        configuration.setDistroSettings("rocky.keys=credentials:mirror-keys");
        configuration.setCache("/var/cache/falco");
        configuration.setDockerRegistry(new DockerRegistryEndpoint("https://registry.example.org/", null));
    }

    private static void assertFilled(FalcoProbesConfiguration configuration) {
        assertThat(configuration.getLabel()).isEqualTo("docker && linux");
        assertThat(configuration.getImage()).isEqualTo("registry.example.org/falco-probe-builder");
        assertThat(configuration.getDriverSource()).isEqualTo("debian");
        assertThat(configuration.mirrorList()).containsExactly(MIRRORS.split("\n", -1));
        assertThat(configuration.distroSettingMap()).containsExactly(Map.entry("rocky.keys", "credentials:mirror-keys"));
        assertThat(configuration.getCache()).isEqualTo("/var/cache/falco");
        assertThat(configuration.getDockerRegistry().getUrl()).isEqualTo("https://registry.example.org/");
    }
}
