package io.jenkins.plugins.falcoprobes.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.build.request.RequestText;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.jenkins.publish.ArchivePublisher;
import java.util.List;
import org.junit.Test;

public class ProbeRequestTest {
    private final ProbeRequest request = new ProbeRequest(" 0.40.0 ");

    @Test
    public void what_is_not_asked_for_has_the_defaults_of_the_command_line() {
        assertThat(request.toText("debian"))
                .isEqualTo(new RequestText(
                        "0.40.0", List.of(), "", "", List.of(), List.of(), "debian", null, "", "10m", "3", false, "",
                        false));
    }

    @Test
    public void the_driver_comes_from_its_image_if_nobody_says_otherwise() {
        assertThat(request.toText((String) null).driverSource()).isEqualTo("image");
    }

    @Test
    public void everything_that_is_asked_for_reaches_the_engine() {
        fill(request);
        assertThat(request.toText("image"))
                .isEqualTo(new RequestText(
                        "0.40.0",
                        List.of("debian"),
                        "^6\\.1\\.",
                        "2",
                        List.of("kmod"),
                        List.of("amd64", "arm64"),
                        "debian:trixie",
                        "both",
                        "4",
                        "90s",
                        "0",
                        true,
                        "kernel=6.5 until=2027-06-30 issue=https://example.org/1 does not compile",
                        true));
    }

    @Test
    public void a_form_writes_a_list_into_one_line() {
        request.setArchitectures(List.of(" x86_64,  aarch64 x86_64\n"));
        assertThat(request.getArchitectures()).containsExactly("x86_64", "aarch64");
    }

    @Test
    public void empty_fields_of_a_form_ask_for_nothing() {
        request.setDistros(List.of(""));
        request.setKernels("  ");
        request.setTimeout("");
        request.setKinds(null);
        assertThat(request.getDistros()).isEmpty();
        assertThat(request.getKernels()).isNull();
        assertThat(request.getTimeout()).isNull();
        assertThat(request.getKinds()).isEmpty();
    }

    @Test
    public void both_kinds_are_as_good_as_none() {
        request.setKinds(List.of("EBPF", "kmod"));
        assertThat(request.getKinds()).isEmpty();
    }

    @Test
    public void a_wrong_kind_is_kept_for_the_check_to_tell() {
        request.setKinds(List.of("kmod", "ebp"));
        assertThatThrownBy(() -> request.check(null, null)).hasMessageContaining("did you mean ebpf?");
    }

    @Test
    public void the_usual_publisher_needs_no_mention() {
        request.setPublish(new ArchivePublisher());
        assertThat(request.getPublish()).isNull();
        assertThat(request.publisher()).isInstanceOf(ArchivePublisher.class);
    }

    @Test
    public void a_publisher_of_its_own_is_kept() {
        ArchivePublisher publisher = new ArchivePublisher();
        publisher.setFingerprint(false);
        request.setPublish(publisher);
        assertThat(request.getPublish()).isSameAs(publisher);
        assertThat(request.publisher()).isSameAs(publisher);
    }

    @Test
    public void variables_are_replaced_in_texts_and_lists_and_nothing_is_lost() {
        ProbeRequest variable = new ProbeRequest("${V}");
        fill(variable);
        variable.setArchitectures(List.of("${A}"));
        variable.setTimeout("${T}");
        ProbeRequest mapped = variable.mapped(text ->
                text.replace("${V}", "0.40.0").replace("${A}", "amd64 arm64").replace("${T}", "90s"));
        fill(request);
        assertThat(mapped).usingRecursiveComparison().isEqualTo(request);
        assertThat(variable.getTimeout()).isEqualTo("${T}");
    }

    @Test
    public void settings_of_distributions_are_files_of_agents_or_secrets() {
        request.check(null, "rocky.keys=/etc/pki/mirror.asc\n\ndebian.keys = credentials:mirror-keys\n");
        assertThatThrownBy(() -> request.check(null, "rocky.keys=secret"))
                .hasMessage("distroSettings: rocky.keys is neither an absolute path nor credentials:ID");
        assertThatThrownBy(() -> request.check(null, "debian.key=/etc/pki/mirror.asc"))
                .hasMessage("distroSettings: \"debian.key\" is no setting that is known here; accepted are debian.keys"
                        + " (did you mean debian.keys?)");
    }

    @Test
    public void a_complete_request_passes_the_check() {
        fill(request);
        request.setLabel(null);
        request.check("debian=http://mirror.example.org/debian\n\n", null);
    }

    @Test
    public void slips_are_told_by_the_names_of_the_step() {
        request.setTimeout("10 minutes");
        assertSlip("timeout: \"10 minutes\" is no time from 1s to 24h");
        request.setTimeout(null);
        request.setRetries(-1);
        assertSlip("retries: \"-1\" is not accepted; a whole number from 0 to 100 is");
        request.setRetries(null);
        request.setShards(0);
        assertSlip("shards: \"0\" is not accepted; a whole number from 1 to 1000 is");
        request.setShards(null);
        request.setCache("cache");
        assertSlip("cache: \"cache\" is no absolute path");
    }

    @Test
    public void an_image_has_neither_tag_nor_odd_characters() {
        for (String image : List.of("falco:1", "Falco", "-v", "a//b", "a b", "host:port/a", "x@sha256:0", "a/../b")) {
            request.setImage(image);
            assertSlip("image: \"" + image + "\" is no image name without a tag");
        }
    }

    @Test
    public void an_image_may_be_of_a_registry_of_its_own() {
        for (String image : List.of("falco-probe-builder", "localhost:5000/a/b_c/d.e", "Registry.example.org/x--y")) {
            request.setImage(image);
            request.check(null, null);
        }
    }

    @Test
    public void a_wrong_mirror_of_the_configuration_is_told_too() {
        assertThatThrownBy(() -> request.check("debain=http://mirror.example.org/", null))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("mirrors: \"debain\" is not known")
                .hasMessageContaining("did you mean debian?");
    }

    private void assertSlip(String message) {
        assertThatThrownBy(() -> request.check(null, null))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(message);
    }

    private static void fill(ProbeRequest request) {
        request.setDistros(List.of("debian"));
        request.setKernels("^6\\.1\\.");
        request.setLatest(2);
        request.setKinds(List.of("kmod"));
        request.setArchitectures(List.of("amd64", "arm64"));
        request.setDriverSource("debian:trixie");
        request.setNaming("both");
        request.setJobs(4);
        request.setTimeout("90s");
        request.setRetries(0);
        request.setForce(true);
        request.setKnownBad("kernel=6.5 until=2027-06-30 issue=https://example.org/1 does not compile");
        request.setTryKnownBad(true);
        request.setLabel("docker");
        request.setShards(3);
        request.setImage("registry.example.org/falco-probe-builder");
        request.setCache("/var/cache/falco");
        request.setOnFailure(OnFailure.FAILURE);
    }
}
