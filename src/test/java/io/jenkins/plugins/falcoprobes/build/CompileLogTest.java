package io.jenkins.plugins.falcoprobes.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CompileLogTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void the_first_error_is_the_compilers_not_a_configure_tests() throws IOException {
        Path log = temporary.getRoot().toPath().resolve("log");
        Files.writeString(
                log,
                """
                [configure-bpf] Running configure test
                test.c:28:16: error: no member named 'parent' in 'struct kernfs_node'
                /build/driver/configure/X/test.c:33:2: error: "not available"
                In file included from probe.c:1:
                /kernel/common/include/linux/fs.h:2442:15: error: static assertion failed
                /kernel/common/include/linux/ns_common.h:25:23: error: no member named 'ns_id' in 'struct ns_common'
                make: *** [Makefile:23: all] Error 2
                build-probe: the driver does not compile against kernel 7.2.13+deb14-amd64
                """);
        CompileLog read = CompileLog.read(log);
        assertThat(read.firstError())
                .contains("/kernel/common/include/linux/fs.h:2442:15: error: static assertion failed");
        Failure failure = ScriptStatus.failure(4, read, Stage.COMPILE);
        assertThat(failure.message())
                .isEqualTo("the driver does not compile against kernel 7.2.13+deb14-amd64:"
                        + " /kernel/common/include/linux/fs.h:2442:15: error: static assertion failed");
        assertThat(failure.type()).isEqualTo(FailureClass.COMPILE);
    }

    @Test
    public void of_a_long_log_the_last_lines_are_kept_and_an_absent_one_is_empty() throws IOException {
        Path log = temporary.getRoot().toPath().resolve("log");
        Files.write(
                log, IntStream.rangeClosed(1, 1000).mapToObj(i -> "line " + i).toList());
        assertThat(CompileLog.read(log).tail())
                .hasSize(20)
                .startsWith("line 981")
                .endsWith("line 1000");
        assertThat(CompileLog.read(log.resolveSibling("absent")))
                .isEqualTo(new CompileLog(Optional.empty(), List.of()));
    }
}
