package io.jenkins.plugins.falcoprobes.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.store.ProbeStore;
import io.jenkins.plugins.falcoprobes.store.Publication;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public class PublisherTest {
    private static final Kernel KERNEL = Kernels.debian("6.1.0-50-amd64");
    private static final ProbeBuild MODULE = build(ProbeKind.KMOD, "a.ko");
    private static final ProbeBuild OBJECT = build(ProbeKind.EBPF, "a.o");
    private static final SkippedProbe LEFT = new SkippedProbe(
            KERNEL,
            ProbeKind.EBPF,
            SkippedProbe.Reason.PRESENT,
            "built by an earlier run; only to be published",
            List.of(ProbePath.main("a.o")));

    private final List<String> warnings = new ArrayList<>();
    private final SerialListener listener = new SerialListener(new BuildListener() {
        @Override
        public void warning(String message) {
            warnings.add(message);
        }
    });

    @Test
    public void what_could_not_be_published_has_failed_whenever_it_was_built() throws Exception {
        Store store = new Store(Map.of(
                "a.ko", new Publication.Obstacle(true, "a.ko is published already with other bytes"),
                "a.o", new Publication.Obstacle(false, "could not put a.o")));
        Publisher publisher = new Publisher(store, planned(), listener);
        publisher.begin();
        Publisher.Settled settled = publisher.settle(built());

        assertThat(store.begun).containsExactly("a.o");
        assertThat(settled.results())
                .extracting(
                        ProbeResult::build,
                        result -> result.failure().orElseThrow().type())
                .containsExactly(tuple(MODULE, FailureClass.CONFLICT), tuple(OBJECT, FailureClass.PUBLISH));
        assertThat(settled.results().get(0).files()).isEmpty();
        assertThat(settled.plan().builds()).containsExactly(MODULE, OBJECT);
        assertThat(settled.plan().skipped()).isEmpty();
        assertThat(warnings).hasSize(2);
    }

    @Test
    public void what_is_published_stays_built_or_present() throws Exception {
        Publisher.Settled settled = new Publisher(new Store(Map.of()), planned(), listener).settle(built());
        assertThat(settled.results()).singleElement().matches(ProbeResult::isBuilt);
        assertThat(settled.plan().skipped()).containsExactly(LEFT);
        assertThat(settled.publication().place()).isEqualTo("s3://probes");
        assertThat(warnings).isEmpty();
    }

    @Test
    public void a_store_is_not_asked_whether_it_may_write_when_nothing_will_be() throws Exception {
        Store store = new Store(Map.of());
        new Publisher(
                        store,
                        new Planner.Planned(
                                new BuildPlan(List.of(), List.of(), List.of(), List.of()),
                                Map.of(),
                                List.of(),
                                List.of(),
                                Requests.laterNames(new FalcoVersion("0.40.0"), Naming.TARGET)),
                        listener)
                .begin();
        assertThat(store.begun).isNull();
    }

    private static Planner.Planned planned() throws Exception {
        return new Planner.Planned(
                new BuildPlan(List.of(KERNEL), List.of(MODULE), List.of(LEFT), List.of()),
                Map.of(),
                List.of(OBJECT),
                List.of(),
                Requests.laterNames(new FalcoVersion("0.40.0"), Naming.TARGET));
    }

    private static Workshop.Outcome built() {
        StoredProbe file = new StoredProbe("a.ko", 1, "0".repeat(64));
        return new Workshop.Outcome(
                List.of(new ProbeResult(
                        MODULE,
                        List.of(file),
                        Optional.empty(),
                        Duration.ZERO,
                        Duration.ZERO,
                        "gcc",
                        "",
                        "",
                        List.of(),
                        "",
                        "",
                        List.of(),
                        Instant.EPOCH)),
                Set.of(),
                false);
    }

    private static ProbeBuild build(ProbeKind kind, String path) {
        return new ProbeBuild(KERNEL, kind, Toolchains.all().get(0), List.of(ProbePath.main(path)));
    }

    /** A store that publishes, but for some. */
    private static final class Store implements ProbeStore {
        private final Map<String, Publication.Obstacle> obstacles;
        private Collection<String> begun;

        Store(Map<String, Publication.Obstacle> obstacles) {
            this.obstacles = obstacles;
        }

        @Override
        public Optional<StoredProbe> find(String path) {
            return Optional.empty();
        }

        @Override
        public boolean isPublished(String path) {
            return false;
        }

        @Override
        public StoredProbe put(String path, Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void begin(Collection<String> unpublished) {
            begun = List.copyOf(unpublished);
        }

        @Override
        public Publication settle(boolean stopped) {
            return new Publication("s3://probes", 1, obstacles);
        }

        @Override
        public void close() {}
    }
}
