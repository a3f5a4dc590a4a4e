package io.jenkins.plugins.falcoprobes.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Test;

public class WorkQueueTest {
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    public void runs_that_share_a_plan_take_each_kernel_once_with_few_questions() {
        int kernels = 1000;
        int runs = 20;
        Set<Kernel> taken = new HashSet<>();
        List<WorkQueue> queues = IntStream.range(0, runs)
                .mapToObj(run -> new WorkQueue(builds(kernels), among -> {
                    questions.incrementAndGet();
                    return IntStream.range(0, among.size())
                            .filter(i -> taken.add(among.get(i)))
                            .findFirst()
                            .orElse(-1);
                }))
                .toList();
        int count = 0;
        for (int turn = 0; turn <= kernels / runs; turn++) {
            for (WorkQueue queue : queues) {
                Optional<WorkQueue.KernelWork> work = queue.take();
                count += work.isPresent() ? 1 : 0;
            }
        }
        assertThat(count).isEqualTo(kernels);
        assertThat(queues).allMatch(queue -> queue.elsewhere().size() == kernels - kernels / runs);
        // One for each kernel, and for each run those of the second round, a hundred kernels at once.
        assertThat(questions.get()).isLessThan(kernels + runs * (kernels / 100 + 2));
    }

    private static List<ProbeBuild> builds(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ProbeBuild(
                        Kernels.debian("6.1.0-" + i + "-amd64"),
                        ProbeKind.KMOD,
                        Toolchains.named("bookworm").orElseThrow(),
                        List.of(ProbePath.main("probe-" + i))))
                .toList();
    }
}
