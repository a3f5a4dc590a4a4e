package io.jenkins.plugins.falcoprobes.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.Stage;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class ProgressTest {
    private static final Instant START = Instant.parse("2026-11-22T18:00:00Z");
    private static final Kernel KERNEL = SampleRun.kernel("6.1.0-56-amd64", "6.1.176-1", "");
    private static final Kernel LONG =
            SampleRun.kernel("6.12.117+deb13-some-very-long-flavour-name-amd64", "6.12.117-1", "x");

    private Instant now = START;
    private final ProgressTracker tracker = new ProgressTracker(() -> now);

    private static Terminal terminal(int columns) {
        return new Terminal(true, columns, 24, false, false);
    }

    private static BuildPlan plan(int builds) {
        List<ProbeBuild> all = new ArrayList<>();
        for (int i = 0; i < builds; i++) {
            all.add(SampleRun.build(SampleRun.kernel("6.1.0-" + (i + 1) + "-amd64", "6.1.1-1", ""), ProbeKind.KMOD));
        }
        return new BuildPlan(List.of(), all, SampleRun.ofDebian(4).plan().skipped(), List.of());
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    /** A quarter of the way: 4 of 16 in 40 s, one of them failed, two running. */
    private void aQuarter() {
        BuildPlan plan = plan(16);
        tracker.planned(plan);
        for (int i = 0; i < 4; i++) {
            ProbeBuild build = plan.builds().get(i);
            tracker.started(build, Stage.COMPILE);
            pass(10);
            tracker.finished(i == 0 ? SampleRun.failed(build, SampleRun.timeout()) : SampleRun.built(build));
        }
        tracker.started(SampleRun.build(LONG, ProbeKind.EBPF), Stage.PREPARE);
        pass(1);
        tracker.started(SampleRun.build(KERNEL, ProbeKind.KMOD), Stage.PREPARE);
        tracker.started(SampleRun.build(KERNEL, ProbeKind.KMOD), Stage.COMPILE);
        pass(4);
    }

    @Test
    public void counts_rate_time_left_and_what_is_compiling_are_shown() {
        aQuarter();

        assertThat(new ProgressRenderer(terminal(110)).draw(tracker.now(), now))
                .containsExactly(
                        "######------------------  25%  4/16  3 built  1 failed  2 min 15 s left  5.3/min  10 skipped",
                        "compiling   debian 6.1.0-56-amd64 kmod  4 s",
                        "preparing   debian 6.12.117+deb13-some-very-long-flavour-name-amd64 ebpf  5 s");
    }

    @Test
    public void no_line_is_wider_than_the_terminal_and_the_least_important_goes_first() {
        aQuarter();
        for (int columns = 1; columns < 120; columns++) {
            int width = columns;
            assertThat(new ProgressRenderer(terminal(columns)).draw(tracker.now(), now))
                    .allSatisfy(line -> assertThat(line.length()).isLessThan(Math.max(2, width)));
        }
        assertThat(new ProgressRenderer(terminal(60)).draw(tracker.now(), now))
                .containsExactly(
                        "######------------------  25%  4/16  3 built  1 failed",
                        "compiling   debian 6.1.0-56-amd64 kmod  4 s",
                        "preparing   debian 6.12.117+deb1...our-name-amd64 ebpf  5 s");
    }

    @Test
    public void the_set_up_is_shown_until_the_first_probe_begins() {
        tracker.progress("building image\u001b[2J bookworm");
        pass(75);
        assertThat(new ProgressRenderer(terminal(80)).draw(tracker.now(), now))
                .containsExactly("setting up  building image [2J bookworm  1 min 15 s");

        tracker.planned(plan(2));
        tracker.started(plan(2).builds().get(0), Stage.COMPILE);
        assertThat(new ProgressRenderer(terminal(80)).draw(tracker.now(), now))
                .containsExactly(
                        "------------------------   0%  0/2  0 built  10 skipped",
                        "compiling   debian 6.1.0-1-amd64 kmod  0 s");
    }

    @Test
    public void a_screen_full_of_jobs_is_cut_to_what_fits() {
        BuildPlan plan = plan(64);
        tracker.planned(plan);
        plan.builds().forEach(build -> tracker.started(build, Stage.COMPILE));

        assertThat(new ProgressRenderer(terminal(80)).draw(tracker.now(), now))
                .hasSize(10)
                .last()
                .isEqualTo("and 56 more");
        assertThat(new ProgressRenderer(new Terminal(true, 80, 7, false, false)).draw(tracker.now(), now))
                .hasSize(5);
    }

    @Test
    public void colours_take_no_room() {
        aQuarter();
        List<String> plain = new ProgressRenderer(terminal(60)).draw(tracker.now(), now);
        List<String> coloured = new ProgressRenderer(new Terminal(true, 60, 24, true, false)).draw(tracker.now(), now);

        assertThat(coloured.get(0)).contains("\u001b[31m  1 failed\u001b[0m");
        assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[\\d*m", "")))
                .isEqualTo(plain);
    }

    @Test
    public void frames_overwrite_each_other_in_place_and_the_terminal_is_left_as_it_was() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LiveDisplay display = new LiveDisplay(new PrintStream(bytes, true, UTF_8), terminal(80), () -> now);
        BuildPlan plan = plan(2);
        synchronized (display) { // the display's own thread draws only between frames of this test
            display.planned(plan);
            display.started(plan.builds().get(0), Stage.COMPILE);
            display.draw();
            bytes.reset();

            display.draw();
            assertThat(bytes.size()).as("a frame that shows nothing new").isZero();

            display.finished(SampleRun.failed(plan.builds().get(0), SampleRun.timeout()));
            display.draw();
            assertThat(bytes.toString(UTF_8))
                    .startsWith(
                            "\u001b[?7h\r\u001b[1Afailed debian 6.1.0-1-amd64 kmod timeout: killed after 600 s (log: ")
                    .contains("\u001b[?25l############------------  50%  1/2")
                    .endsWith("\u001b[J");
            bytes.reset();

            display.close();
            assertThat(bytes.toString(UTF_8)).isEqualTo("\u001b[?7h\r\u001b[?25h\u001b[J");
            bytes.reset();

            display.close();
            display.draw();
            assertThat(bytes.size()).isZero();
        }
    }
}
