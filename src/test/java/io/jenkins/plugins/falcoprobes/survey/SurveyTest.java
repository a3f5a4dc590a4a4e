package io.jenkins.plugins.falcoprobes.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SurveyTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Kernel OLD = SampleRun.kernel("6.1.0-50-amd64", "6.1.176-1", "");
    private static final Kernel NEW = SampleRun.kernel("6.1.0-51-amd64", "6.1.180-1", "");
    private static final Set<Architecture> X86 = EnumSet.of(Architecture.X86_64);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path file;

    @Before
    public void nameFile() {
        file = folder.getRoot().toPath().resolve("states").resolve("debian.txt");
    }

    @Test
    public void the_first_time_nothing_is_news() throws IOException {
        Survey first = survey(plan(List.of("doubtful"), OLD));
        assertThat(first.isNews()).isFalse();

        first.state(NOON).write(file);
        assertThat(file)
                .hasContent(
                        "distro debian\nat 2026-11-25T12:00:00Z\nkernel x86_64 6.1.0-50-amd64 6.1.176-1\nwarning doubtful");
        assertThat(survey(plan(List.of("doubtful"), OLD)).isNews()).isFalse();
    }

    @Test
    public void what_came_went_and_changed_is_told() throws IOException {
        survey(plan(List.of(), OLD)).state(NOON).write(file);

        Survey second = survey(plan(List.of(), NEW));
        assertThat(second.added()).containsExactly(NEW);
        assertThat(second.vanished()).containsExactly(SeenKernel.of(OLD));
        assertThat(second.changed()).isEmpty();
        assertThat(second.isNews()).isTrue();

        Kernel rebuilt = SampleRun.kernel("6.1.0-50-amd64", "6.1.176-2", "");
        Survey third = survey(plan(List.of(), rebuilt));
        assertThat(third.changed()).containsExactly(new Survey.Changed(rebuilt, "6.1.176-1"));
        assertThat(third.added()).isEmpty();
        assertThat(third.vanished()).isEmpty();
    }

    @Test
    public void what_vanished_beside_a_new_warning_is_told_again_and_only_then_forgotten() throws IOException {
        survey(plan(List.of(), OLD)).state(NOON).write(file);

        Survey troubled = survey(plan(List.of("bookworm could not be read")));
        assertThat(troubled.vanished()).containsExactly(SeenKernel.of(OLD));
        assertThat(troubled.newWarnings()).containsExactly("bookworm could not be read");
        troubled.state(NOON).write(file);

        assertThat(survey(plan(List.of(), OLD)).isNews()).isFalse();
        Survey again = survey(plan(List.of("bookworm could not be read")));
        assertThat(again.vanished()).containsExactly(SeenKernel.of(OLD));
        again.state(NOON).write(file);
        assertThat(survey(plan(List.of("bookworm could not be read"))).isNews()).isFalse();
    }

    @Test
    public void what_was_not_looked_for_has_not_vanished_and_stays_recorded() throws IOException {
        survey(plan(List.of(), OLD)).state(NOON).write(file);

        Survey others = new Survey(
                "debian", EnumSet.of(Architecture.AARCH64), plan(List.of()), SurveyState.read(file, "debian"));
        assertThat(others.isNews()).isFalse();
        assertThat(others.state(NOON).kernels()).containsExactly(SeenKernel.of(OLD));
    }

    @Test
    public void probes_with_one_reason_are_told_of_together() {
        BuildPlan plan =
                new SampleRun().built(OLD).unsupported(NEW).unsupported(OLD).plan();
        List<Survey.Obstacle> obstacles = new Survey("debian", X86, plan, Optional.empty()).obstacles();
        assertThat(obstacles).hasSize(2).allSatisfy(obstacle -> {
            assertThat(obstacle.kernels()).containsExactly(NEW, OLD);
            assertThat(obstacle.detail()).startsWith("driver 8.0.0+driver does not compile");
        });
    }

    @Test
    public void a_file_that_is_no_record_is_told_by_its_line() throws IOException {
        Files.createDirectories(file.getParent());
        assertSlip("distro rocky\n", ", line 1: it is about rocky, not debian; accepted are files that a check wrote");
        assertSlip("distro debian\nat noon\n", ", line 2: ");
        assertSlip("distro debian\nkernel mips 6.1.0-50 1\n", ", line 2: there is no architecture \"mips\"; ");
        assertSlip("kernel x86_64 6.1.0-50-amd64\n", ", line 1: ");
        assertSlip("kernel x86_64 ../6.1 1\n", ", line 1: \"../6.1\" is no kernel release");
        assertSlip("{}\n", ", line 1: there is no \"{}\"; ");
        assertThatThrownBy(() -> SurveyState.read(file.getParent(), "debian"))
                .hasMessage("\"" + file.getParent() + "\" is no such file; accepted are files that a check wrote");
    }

    private void assertSlip(String text, String message) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> SurveyState.read(file, "debian"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + file + "\"" + message);
    }

    private Survey survey(BuildPlan plan) throws IOException {
        return new Survey("debian", X86, plan, SurveyState.read(file, "debian"));
    }

    private static BuildPlan plan(List<String> warnings, Kernel... kernels) {
        return new BuildPlan(List.of(kernels), List.of(), List.of(), warnings);
    }
}
