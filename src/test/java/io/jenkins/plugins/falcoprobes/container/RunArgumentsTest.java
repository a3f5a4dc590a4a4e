package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

public class RunArgumentsTest {
    private static final Owner OWNER = new Owner("0f3a-4026531836", 4711, 1795372800);

    @Test
    public void a_container_may_do_nothing_but_compile() {
        assertThat(arguments(Path.of("/work/slot-1")))
                .contains(
                        "--network=none",
                        "--cap-drop=ALL",
                        "--security-opt=no-new-privileges",
                        "--user=65534:65534",
                        "--read-only",
                        "--memory=2147483648",
                        "--memory-swap=2147483648",
                        "--pids-limit=256",
                        "--cpus=0.75",
                        "--mount=type=bind,src=/work/slot-1,dst=/kernel,readonly",
                        "--tmpfs=/build:rw,exec,nosuid,nodev,mode=1777,size=671088640",
                        "--tmpfs=/tmp:rw,noexec,nosuid,nodev,mode=1777,size=268435456",
                        "--tmpfs=/output:rw,noexec,nosuid,nodev,mode=1777,size=134217728",
                        "--label=io.jenkins.plugins.falcoprobes.owner=0f3a-4026531836/4711/1795372800")
                .doesNotContain("--privileged");
    }

    @Test
    public void the_image_is_never_pulled_and_comes_after_all_options() {
        List<String> arguments = arguments(Path.of("/work/slot-1"));
        assertThat(arguments).startsWith("run", "--interactive", "--rm", "--pull=never");
        assertThat(arguments).endsWith("--entrypoint=sh", "sha256:0123", "-c", "echo ready; exec cat");
    }

    @Test
    public void a_folder_with_a_comma_or_a_quote_stays_one_field_of_the_mount() {
        assertThat(arguments(Path.of("/jobs/a,dst=/etc")))
                .contains("--mount=type=bind,\"src=/jobs/a,dst=/etc\",dst=/kernel,readonly");
        assertThat(arguments(Path.of("/jobs/the \"one\"")))
                .contains("--mount=type=bind,\"src=/jobs/the \"\"one\"\"\",dst=/kernel,readonly");
    }

    @Test
    public void a_container_that_somebody_else_starts_may_do_no_more_and_is_not_attached() {
        ContainerSpec spec = new ContainerSpec("sha256:0123", Path.of("/work/slot-1"), 2L << 30, 256, 0.75, 1L << 30);
        List<String> options = CommandLineRuntime.options(spec);
        assertThat(RunArguments.of(spec, OWNER)).containsAll(options);
        assertThat(options)
                .contains("--network=none", "--cap-drop=ALL", "--read-only", "--user=65534:65534")
                .allMatch(option -> option.startsWith("--"))
                .doesNotContain("--interactive", "--rm", "sha256:0123")
                .noneMatch(option -> option.startsWith("--label") || option.startsWith("--entrypoint"));
    }

    @Test
    public void a_kernel_is_made_where_what_was_made_can_be_run_and_nowhere_else() {
        ContainerSpec spec =
                new ContainerSpec("sha256:0123", Path.of("/work/slot-1"), 2L << 30, 256, 2, 1L << 30, true);
        assertThat(CommandLineRuntime.options(spec))
                .contains("--mount=type=bind,src=/work/slot-1,dst=/kernel,readonly")
                .filteredOn(option -> option.startsWith("--tmpfs"))
                .containsExactly(
                        "--tmpfs=/build:rw,exec,nosuid,nodev,mode=1777,size=134217728",
                        "--tmpfs=/tmp:rw,noexec,nosuid,nodev,mode=1777,size=268435456",
                        "--tmpfs=/output:rw,noexec,nosuid,nodev,mode=1777,size=134217728",
                        "--tmpfs=/kernel/build:rw,exec,nosuid,nodev,mode=1777,size=536870912");
    }

    private static List<String> arguments(Path kernelFolder) {
        return RunArguments.of(new ContainerSpec("sha256:0123", kernelFolder, 2L << 30, 256, 0.75, 1L << 30), OWNER);
    }
}
