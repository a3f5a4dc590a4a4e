package io.jenkins.plugins.falcoprobes.jenkins.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ProbeLedgerTest {
    private static final String KERNEL = "debian/6.1.0-9-amd64/6.1.170-3//x86_64";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;
    private ProbeLedger ledger;

    @Before
    public void open() throws IOException {
        folder = temporary.getRoot().toPath().resolve("falco-probes/1");
        ledger = ProbeLedger.open(folder);
        ledger.plan(List.of(
                Probes.planned("6.1.0-10-amd64", "kmod"),
                Probes.planned("6.1.0-9-amd64", "kmod"),
                Probes.planned("6.1.0-9-amd64", "ebpf")));
    }

    @Test
    public void probes_are_in_the_order_of_their_kernels() {
        assertThat(ledger.records())
                .extracting(probe -> probe.key().toString())
                .containsExactly(
                        "debian 6.1.0-9-amd64 ebpf", "debian 6.1.0-9-amd64 kmod", "debian 6.1.0-10-amd64 kmod");
    }

    @Test
    public void what_ended_is_known_to_the_next_session_of_the_controller() throws IOException {
        ProbeRecord built = Probes.built("6.1.0-9-amd64", "kmod", 12.5);
        ledger.enter(built.key(), "compile", "debian", "agent-1");
        ledger.enter(Probes.key("6.1.0-9-amd64", "ebpf"), "compile", "debian", "agent-1");
        ledger.finish(built);
        ledger.warn("the mirror\nis slow");

        ProbeLedger next = ProbeLedger.open(folder);

        assertThat(next.find(built.key())).contains(built);
        assertThat(next.find(Probes.key("6.1.0-9-amd64", "ebpf")).orElseThrow().state())
                .as("what ran when the controller ended runs no more")
                .isEqualTo(ProbeState.PLANNED);
        assertThat(next.warnings()).containsExactly("the mirror is slow");
    }

    @Test
    public void kernels_of_one_release_are_told_apart() throws IOException {
        ProbeKey focal = new ProbeKey("ubuntu", "5.4.0-42-generic", "5.4.0-42.46", "", "x86_64", "kmod");
        ProbeKey bionic = new ProbeKey("ubuntu", "5.4.0-42-generic", "5.4.0-42.46~18.04.1", "", "x86_64", "kmod");
        ledger.plan(List.of(ProbeRecord.planned(focal), ProbeRecord.planned(bionic)));

        assertThat(ledger.claim("ubuntu 1/2", focal.kernel())).isTrue();
        assertThat(ledger.claim("ubuntu 2/2", focal.kernel())).isFalse();
        assertThat(ledger.claim("ubuntu 2/2", bionic.kernel())).isTrue();
    }

    @Test
    public void half_a_last_line_costs_that_line_only() throws IOException {
        ProbeRecord built = Probes.built("6.1.0-9-amd64", "kmod", 12.5);
        ledger.finish(built);
        // Cut where a part of it ends with a brace, as the whole does.
        String line = RecordJson.write(Probes.failed("6.1.0-10-amd64", "kmod", FailureClass.COMPILE));
        append(line.substring(0, line.indexOf('}') + 1));

        ProbeLedger next = ProbeLedger.open(folder);
        next.finish(Probes.built("6.1.0-9-amd64", "ebpf", 3));

        assertThat(next.counts()).isEqualTo(new RunCounts(3, 1, 2, 0, 0, 0));
        assertThat(ProbeLedger.open(folder).counts())
                .as("what was written after the half line")
                .isEqualTo(new RunCounts(3, 1, 2, 0, 0, 0));
    }

    @Test
    public void half_a_character_at_the_end_does_not_make_the_ledger_unreadable() throws IOException {
        byte[] text = "{\"detail\":\"‘access_ok’".getBytes(UTF_8);
        try (var out = Files.newOutputStream(folder.resolve("ledger.jsonl"), StandardOpenOption.APPEND)) {
            out.write(text, 0, text.length - 1);
        }

        assertThat(ProbeLedger.open(folder).records()).hasSize(3);
    }

    @Test
    public void a_kernel_is_claimed_by_one_branch_with_all_its_probes() {
        assertThat(ledger.claim("debian 1/2", KERNEL)).isTrue();
        assertThat(ledger.claim("debian 2/2", KERNEL)).isFalse();
        assertThat(ledger.claim("debian 1/2", KERNEL)).as("again by its owner").isTrue();
        assertThat(ledger.claim("debian 2/2", "debian/6.1.0-10-amd64/6.1.170-3//x86_64"))
                .isTrue();
    }

    @Test
    public void only_who_claimed_a_kernel_says_that_its_probes_are_built_and_only_once() throws IOException {
        ProbeRecord built = Probes.built("6.1.0-9-amd64", "kmod", 12.5).by("debian 1/2", "agent-1");
        assertThat(ledger.awaits(built)).as("before it is claimed").isFalse();
        ledger.claim("debian 1/2", KERNEL);
        assertThat(ledger.awaits(built)).isTrue();
        assertThat(ledger.awaits(built.by("debian 2/2", "agent-2"))).isFalse();
        ledger.finish(built);
        assertThat(ledger.awaits(built)).as("when it has ended").isFalse();
    }

    @Test
    public void what_failed_before_it_could_be_claimed_is_taken_from_anybody() {
        assertThat(ledger.awaits(Probes.failed("6.1.0-9-amd64", "kmod", FailureClass.COMPILE)))
                .isTrue();
        assertThat(ledger.awaits(Probes.failed("6.1.0-1-amd64", "kmod", FailureClass.COMPILE)))
                .as("but not if nobody planned it")
                .isFalse();
    }

    @Test
    public void of_several_kernels_the_first_that_is_free_is_claimed() {
        List<String> kernels = List.of(KERNEL, "debian/6.1.0-10-amd64/6.1.170-3//x86_64");
        assertThat(ledger.claimFirst("debian 1/2", kernels)).isZero();
        assertThat(ledger.claimFirst("debian 2/2", kernels)).isOne();
        assertThat(ledger.claimFirst("debian 3/2", kernels)).isNegative();
    }

    @Test
    public void what_nobody_planned_cannot_be_claimed() {
        assertThat(ledger.claim("debian", "debian/6.1.0-1-amd64/6.1.170-3//x86_64"))
                .isFalse();
        assertThat(ledger.claim("debian", "debian/6.1.0-9-amd64/6.1.170-3//aarch64"))
                .isFalse();
        assertThat(ledger.claim("debian", "6.1.0-9-amd64")).isFalse();
    }

    @Test
    public void a_released_kernel_is_for_everybody_and_what_ran_is_planned_again() {
        ledger.claim("debian 1/2", KERNEL);
        ledger.enter(Probes.key("6.1.0-9-amd64", "kmod"), "compile", "debian 1/2", "agent-1");

        ledger.release("debian 1/2");

        assertThat(ledger.find(Probes.key("6.1.0-9-amd64", "kmod"))
                        .orElseThrow()
                        .state())
                .isEqualTo(ProbeState.PLANNED);
        assertThat(ledger.claim("debian 2/2", KERNEL)).isTrue();
    }

    @Test
    public void a_kernel_whose_probes_ended_is_not_built_again() throws IOException {
        ledger.finish(Probes.built("6.1.0-9-amd64", "kmod", 1));
        ledger.finish(Probes.failed("6.1.0-9-amd64", "ebpf", FailureClass.COMPILE));

        assertThat(ledger.claim("debian", KERNEL)).isFalse();
    }

    @Test
    public void a_probe_that_failed_of_its_agent_is_tried_again() throws IOException {
        ledger.finish(Probes.built("6.1.0-9-amd64", "kmod", 1));
        ledger.finish(Probes.failed("6.1.0-9-amd64", "ebpf", FailureClass.ENGINE));

        assertThat(ledger.claim("debian", KERNEL)).isTrue();
        ledger.enter(Probes.key("6.1.0-9-amd64", "ebpf"), "compile", "debian", "agent-2");
        assertThat(ledger.find(Probes.key("6.1.0-9-amd64", "ebpf"))
                        .orElseThrow()
                        .state())
                .isEqualTo(ProbeState.RUNNING);
        assertThat(ledger.find(Probes.key("6.1.0-9-amd64", "kmod"))
                        .orElseThrow()
                        .state())
                .isEqualTo(ProbeState.BUILT);
    }

    @Test
    public void planning_again_changes_nothing_that_ended() throws IOException {
        ledger.finish(Probes.built("6.1.0-9-amd64", "kmod", 1));
        ledger.finish(Probes.failed("6.1.0-9-amd64", "ebpf", FailureClass.COMPILE));
        long before = ledger.version();

        ledger.plan(List.of(Probes.planned("6.1.0-9-amd64", "kmod"), Probes.present("6.1.0-9-amd64", "ebpf")));

        assertThat(ledger.counts()).isEqualTo(new RunCounts(3, 1, 1, 0, 0, 1));
        assertThat(ledger.version()).isEqualTo(before);
    }

    @Test
    public void a_page_is_told_only_what_has_changed_since_it_looked() throws IOException {
        LedgerChanges first = ledger.changes("");
        ProbeRecord built = Probes.built("6.1.0-9-amd64", "kmod", 1);
        ledger.finish(built);

        LedgerChanges second = ledger.changes(first.version());

        assertThat(first.whole()).isTrue();
        assertThat(first.probes()).hasSize(3);
        assertThat(second.whole()).isFalse();
        assertThat(second.probes()).containsExactly(built);
        assertThat(ledger.changes(second.version()).probes()).isEmpty();
        assertThat(ledger.changes(second.version()).version()).isEqualTo(second.version());
    }

    @Test
    public void a_version_that_is_not_of_this_ledger_gets_everything() {
        for (String other : List.of("0", "other-5", ledger.changes("").version() + "x", "--", "\uD83D\uDE00")) {
            LedgerChanges changes = ledger.changes(other);
            assertThat(changes.whole()).as(other).isTrue();
            assertThat(changes.probes()).as(other).hasSize(3);
        }
    }

    @Test
    public void a_warning_changes_the_version_once() throws IOException {
        String before = ledger.changes("").version();
        ledger.warn("slow");
        String after = ledger.changes("").version();
        ledger.warn("slow");

        assertThat(after).isNotEqualTo(before);
        assertThat(ledger.changes("").version()).isEqualTo(after);
    }

    @Test
    public void publishing_is_written_down() throws IOException {
        ProbeRecord built = Probes.built("6.1.0-9-amd64", "kmod", 1);
        ProbeRecord unpublished =
                RecordJson.read(RecordJson.write(built).replace("\"published\":true", "\"published\":false"));
        ledger.finish(unpublished);
        ledger.published(List.of(built.key(), Probes.key("9.9", "kmod")));

        assertThat(ProbeLedger.open(folder).find(built.key())).contains(built);
    }

    @Test
    public void words_that_repeat_are_kept_once() throws IOException {
        ledger.finish(RecordJson.read(RecordJson.write(Probes.built("6.1.0-9-amd64", "kmod", 1))));
        ledger.finish(RecordJson.read(RecordJson.write(Probes.built("6.1.0-10-amd64", "kmod", 1))));

        ProbeRecord one = ledger.find(Probes.key("6.1.0-9-amd64", "kmod")).orElseThrow();
        ProbeRecord other = ledger.find(Probes.key("6.1.0-10-amd64", "kmod")).orElseThrow();
        assertThat(one.compiler()).isSameAs(other.compiler());
        assertThat(one.agent()).isSameAs(other.agent());
        assertThat(one.key().distro()).isSameAs(other.key().distro());
    }

    private void append(String text) throws IOException {
        Files.writeString(folder.resolve("ledger.jsonl"), text, StandardOpenOption.APPEND);
    }
}
