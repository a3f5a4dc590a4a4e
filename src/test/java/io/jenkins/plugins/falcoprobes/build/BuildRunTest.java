package io.jenkins.plugins.falcoprobes.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.container.BuilderImage;
import io.jenkins.plugins.falcoprobes.container.CommandTimeoutException;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.driver.SourceFolder;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a run makes of trouble, which is scripted here; real builds are in the integration tests. */
public class BuildRunTest {
    private static final FalcoVersion FALCO = new FalcoVersion("0.40.0");
    private static final String BROKEN = "6.1.0-53-amd64";
    private static final String SOURCE = "6.1.0-54-amd64";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> retried = new ArrayList<>();
    private KernelClaims claims = KernelClaims.ALL;
    private Set<String> unmakeable = Set.of();
    private String libc = "2.34";
    private Naming naming = Naming.TARGET;
    private String config = "CONFIG_GCC_VERSION=120200\n";

    @After
    public void stopThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    public void a_driver_that_does_not_compile_is_tried_once_and_reported_with_the_log() throws Exception {
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            Files.writeString(log, "main.c:1: error: too few\nbuild-probe: the driver does not compile\n");
            return 4;
        });
        List<ProbeResult> results = run(engine, "6.1.0-50-amd64");
        assertThat(results).hasSize(2);
        Failure failure = results.get(0).failure().orElseThrow();
        assertThat(failure.type()).isEqualTo(FailureClass.COMPILE);
        assertThat(failure.message()).isEqualTo("the driver does not compile: main.c:1: error: too few");
        assertThat(failure.logTail()).first().isEqualTo("main.c:1: error: too few");
        assertThat(failure.hint()).isNotBlank();
        assertThat(results.get(0).compiler()).startsWith("gcc-12");
        assertThat(results.get(0).compilerTime()).isEqualTo(Duration.ofMillis(9130));
        assertThat(results.get(0).log()).endsWith("debian-6.1.0-50-amd64-6.1.0-050-x86_64-ebpf.log");
        assertThat(engine.compiles).hasSize(2);
        assertThat(engine.closed).hasValue(engine.started.get());
    }

    @Test
    public void tools_that_cannot_build_for_a_kernel_are_followed_by_the_next_ones_three_in_all() throws Exception {
        List<String> compilers = new ArrayList<>();
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            compilers.add(environment.get("BUILDER_KIND") + " " + environment.get("BUILDER_CC"));
            Files.writeString(log, "build-probe: there is no pahole in this image\n");
            return 3;
        });
        List<ProbeResult> results = run(engine, "6.1.0-50-amd64");
        assertThat(compilers)
                .containsExactly(
                        "ebpf gcc-12", "ebpf gcc-12", "ebpf gcc-15", "kmod gcc-12", "kmod gcc-12", "kmod gcc-15");
        assertThat(results).hasSize(2).allSatisfy(result -> {
            assertThat(result.failure().orElseThrow().type()).isEqualTo(FailureClass.TOOLCHAIN);
            assertThat(result.toolchain()).isEqualTo("sid");
            assertThat(result.tries())
                    .containsExactly(
                            "gcc-12 of bookworm: there is no pahole in this image",
                            "gcc-12 of trixie: there is no pahole in this image");
        });
        assertThat(results.get(1).log()).endsWith("x86_64-kmod-3.log");
        assertThat(retried).hasSize(4).contains("debian 6.1.0-50-amd64 kmod 2");
    }

    @Test
    public void what_a_kernels_own_files_lack_no_other_tools_have() throws Exception {
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            Files.writeString(log, "build-probe: its tree lacks sources\n");
            return 7;
        });
        List<ProbeResult> results = run(engine, "6.1.0-50-amd64", SOURCE);
        assertThat(engine.compiles)
                .containsExactlyInAnyOrder("6.1.0-50-amd64 ebpf", "6.1.0-50-amd64 kmod", SOURCE + " kernel");
        assertThat(results).hasSize(4).allSatisfy(result -> {
            assertThat(result.failure().orElseThrow().type()).isEqualTo(FailureClass.KERNEL);
            assertThat(result.failure().orElseThrow().message()).isEqualTo("its tree lacks sources");
        });
    }

    @Test
    public void what_the_next_tools_say_of_the_driver_is_the_answer() throws Exception {
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            boolean first =
                    log.toString().endsWith("kmod.log") || log.toString().endsWith("ebpf.log");
            Files.writeString(log, first ? "build-probe: there is no pahole\n" : "main.c:1: error: too few\n");
            return first ? 3 : 4;
        });
        assertThat(run(engine, "6.1.0-50-amd64")).hasSize(2).allSatisfy(result -> {
            assertThat(result.failure().orElseThrow().type()).isEqualTo(FailureClass.COMPILE);
            assertThat(result.toolchain()).isEqualTo("trixie");
            assertThat(result.tries()).containsExactly("gcc-12 of bookworm: there is no pahole");
        });
    }

    @Test
    public void an_image_out_of_an_archive_that_cannot_be_made_is_replaced_another_one_is_not() throws Exception {
        unmakeable = Set.of("trusty", "bionic", "buster");
        config = "CONFIG_GCC_VERSION=40805\n";
        libc = "2.17";
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            Files.writeString(log, "main.c:1: error: too few\n");
            return 4;
        });
        assertThat(run(engine, "3.10.0-1160.el7.x86_64")).hasSize(2).allSatisfy(result -> {
            assertThat(result.failure().orElseThrow().type()).isEqualTo(FailureClass.COMPILE);
            assertThat(result.toolchain()).isEqualTo("bullseye");
            assertThat(result.tries())
                    .last()
                    .asString()
                    .startsWith("gcc-7 of buster: the builder image for buster cannot");
        });
        unmakeable = Set.of("trusty", "bionic", "buster", "bullseye");
        assertThat(run(engine, "3.10.0-1160.el7.x86_64")).hasSize(2).allSatisfy(result -> {
            assertThat(result.failure().orElseThrow().type()).isEqualTo(FailureClass.ENGINE);
            assertThat(result.failure().orElseThrow().message()).startsWith("the builder image for bullseye cannot");
        });
    }

    @Test
    public void a_probe_that_takes_too_long_fails_and_the_next_one_gets_its_turn() throws Exception {
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            throw new CommandTimeoutException(Duration.ofMinutes(10));
        });
        List<ProbeResult> results = run(engine, "6.1.0-50-amd64");
        assertThat(results)
                .extracting(result -> result.failure().orElseThrow().type())
                .containsExactly(FailureClass.TIMEOUT, FailureClass.TIMEOUT);
    }

    @Test
    public void engine_trouble_is_tried_again_in_a_new_container() throws Exception {
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            throw new EngineException("the container is gone");
        });
        List<ProbeResult> results = run(engine, "6.1.0-50-amd64");
        assertThat(results)
                .extracting(result -> result.failure().orElseThrow().type())
                .containsOnly(FailureClass.ENGINE);
        // Two retries for each of the two kinds.
        assertThat(engine.compiles).hasSize(6);
        assertThat(retried).hasSize(4);
        assertThat(engine.started).hasValue(6);
    }

    @Test
    public void when_the_engine_is_gone_the_rest_is_not_even_prepared() throws Exception {
        ScriptedEngine engine = new ScriptedEngine(false, (environment, log) -> {
            throw new EngineException("Cannot connect to the Docker daemon");
        });
        String[] releases = new String[40];
        for (int i = 0; i < releases.length; i++) {
            releases[i] = "6.1.0-" + (i + 1) + "-amd64";
        }
        List<ProbeResult> results = run(engine, releases);
        assertThat(results).hasSize(80).allSatisfy(result -> assertThat(
                        result.failure().orElseThrow().type())
                .isEqualTo(FailureClass.ENGINE));
        assertThat(engine.compiles.size()).isLessThan(40);
    }

    @Test
    public void a_kernel_that_cannot_be_unpacked_does_not_stop_another() throws Exception {
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> 4);
        List<ProbeResult> results = run(engine, BROKEN, "6.1.0-50-amd64");
        assertThat(results).hasSize(4);
        assertThat(results)
                .filteredOn(result -> result.build().kernel().release().value().equals(BROKEN))
                .hasSize(2)
                .allSatisfy(result -> {
                    assertThat(result.failure().orElseThrow().type()).isEqualTo(FailureClass.UNPACK);
                    assertThat(result.failure().orElseThrow().stage()).isEqualTo(Stage.PREPARE);
                });
    }

    @Test
    public void source_that_cannot_be_made_fails_all_probes_of_its_kernel_with_the_log() throws Exception {
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            Files.writeString(log, "build-probe: make modules_prepare of the source fails\n");
            return 3;
        });
        List<ProbeResult> results = run(engine, SOURCE);
        assertThat(engine.compiles).hasSize(3).containsOnly(SOURCE + " kernel");
        assertThat(results).hasSize(2).allSatisfy(result -> {
            Failure failure = result.failure().orElseThrow();
            assertThat(failure.type()).isEqualTo(FailureClass.TOOLCHAIN);
            assertThat(failure.stage()).isEqualTo(Stage.PREPARE);
            assertThat(failure.message()).isEqualTo("make modules_prepare of the source fails");
            assertThat(result.tries())
                    .containsExactly(
                            "the kernel by gcc-12 of bookworm: make modules_prepare of the source fails",
                            "the kernel by gcc-12 of trixie: make modules_prepare of the source fails");
            assertThat(result.log()).endsWith("debian-6.1.0-54-amd64-6.1.0-054-x86_64-kernel-3.log");
        });
        assertThat(engine.closed).hasValue(engine.started.get());
    }

    @Test
    public void source_that_one_image_cannot_make_is_given_to_the_next() throws Exception {
        List<String> seen = new ArrayList<>();
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            if (!environment.get("BUILDER_KIND").equals("kernel")) {
                return 0;
            }
            seen.add(environment.get("BUILDER_CC") + " " + environment.get("BUILDER_MACHINE"));
            Files.writeString(log, "build-probe: there is no bison in this image\n");
            return seen.size() == 1 ? 3 : 2;
        });
        List<ProbeResult> results = run(engine, SOURCE);
        assertThat(seen).containsExactly("gcc-12 x86_64", "gcc-12 x86_64");
        assertThat(retried).hasSize(1).allMatch(line -> line.contains(SOURCE) && line.endsWith(" 1"));
        assertThat(results).hasSize(2).allSatisfy(result -> {
            assertThat(result.failure().orElseThrow().type()).isEqualTo(FailureClass.INTERNAL);
            assertThat(result.tries())
                    .containsExactly("the kernel by gcc-12 of bookworm: there is no bison in this image");
        });
    }

    @Test
    public void a_try_to_make_a_kernel_that_takes_too_long_leaves_those_before_it_told() throws Exception {
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            if (log.toString().endsWith("kernel-2.log")) {
                Files.writeString(log, "make olddefconfig\n");
                throw new CommandTimeoutException(Duration.ofMinutes(10));
            }
            Files.writeString(log, "build-probe: there is no bison in this image\n");
            return 3;
        });
        assertThat(run(engine, SOURCE)).hasSize(2).allSatisfy(result -> {
            assertThat(result.failure().orElseThrow().type()).isEqualTo(FailureClass.TIMEOUT);
            assertThat(result.log()).endsWith("kernel-2.log");
            assertThat(result.tries())
                    .containsExactly("the kernel by gcc-12 of bookworm: there is no bison in this image");
        });
    }

    @Test
    public void images_of_an_archive_that_cannot_be_made_are_told_of_a_kernel_of_source_too() throws Exception {
        unmakeable = Set.of("trusty", "bionic", "buster");
        config = "CONFIG_GCC_VERSION=40805\n";
        libc = "2.17";
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> 2);
        assertThat(run(engine, SOURCE)).hasSize(2).allSatisfy(result -> {
            assertThat(result.failure().orElseThrow().type()).isEqualTo(FailureClass.INTERNAL);
            assertThat(result.tries())
                    .first()
                    .asString()
                    .startsWith("the kernel by gcc-4.8 of trusty: the builder image for trusty cannot");
        });
    }

    @Test
    public void what_becomes_of_a_sources_configuration_gives_its_probes_one_more_name() throws Exception {
        naming = Naming.BOTH;
        byte[] made = (config + "CONFIG_PREEMPT_NONE=y\n").getBytes(StandardCharsets.UTF_8);
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            Files.writeString(log, "main.c:1: error: too few\n");
            return environment.get("BUILDER_KIND").equals("kernel") ? 0 : 4;
        });
        engine.files.put("/output/kernel.tar", tar("kernel/build/.config", made));
        assertThat(run(engine, SOURCE)).hasSize(2).allSatisfy(result -> {
            String extension = result.build().kind().extension();
            assertThat(result.build().paths())
                    .hasSize(2)
                    .startsWith(ProbePath.main(SOURCE + "." + extension))
                    .endsWith(ProbePath.main("stable/sysdig-probe-binaries/falco-probe"
                            + (extension.equals("o") ? "-bpf" : "") + "-0.40.0-x86_64-" + SOURCE + "-"
                            + new KernelConfig(made).md5() + "." + extension));
        });
    }

    private static byte[] tar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    public void a_kernel_is_made_again_when_the_engine_failed() throws Exception {
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            throw new EngineException("the container is gone");
        });
        assertThat(run(engine, SOURCE))
                .extracting(result -> result.failure().orElseThrow().type())
                .containsExactly(FailureClass.ENGINE, FailureClass.ENGINE);
        assertThat(engine.compiles).hasSize(3).containsOnly(SOURCE + " kernel");
    }

    @Test
    public void the_next_kernel_stands_ready_while_as_many_compile_as_asked_for() throws Exception {
        int jobs = Requests.of(FALCO, false).jobs();
        AtomicInteger compiling = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch containers = new CountDownLatch(jobs + 1);
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            most.accumulateAndGet(compiling.incrementAndGet(), Math::max);
            boolean ready = containers.await(20, TimeUnit.SECONDS);
            compiling.decrementAndGet();
            Files.writeString(log, ready ? "main.c:1: error: too few\n" : "main.c:1: error: no container more\n");
            return 4;
        });
        engine.awaited = containers;
        String[] releases = new String[2 * jobs + 2];
        for (int i = 0; i < releases.length; i++) {
            releases[i] = "6.1.0-" + (i + 1) + "-amd64";
        }
        assertThat(run(engine, releases))
                .allSatisfy(result ->
                        assertThat(result.failure().orElseThrow().message()).contains("too few"));
        assertThat(most.get()).isBetween(1, jobs);
        assertThat(engine.started).hasValue(jobs + 1);
        assertThat(engine.closed).hasValue(jobs + 1);
    }

    @Test
    public void an_interrupt_stops_the_compilers_and_keeps_what_ended() throws Exception {
        CountDownLatch compiling = new CountDownLatch(1);
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            compiling.countDown();
            new CountDownLatch(1).await();
            return 0;
        });
        Fixture fixture = new Fixture(engine, "6.1.0-50-amd64");
        Thread stopper = new Thread(interrupterOf(Thread.currentThread(), compiling));
        stopper.start();
        assertThat(fixture.run.run()).isTrue();
        stopper.join();
        assertThat(fixture.run.results()).isEmpty();
        assertThat(engine.closed).hasValue(engine.started.get());
        fixture.store.close();
    }

    @Test
    public void kernels_that_another_run_has_are_asked_for_again_and_then_left_to_it() throws Exception {
        List<String> asked = new ArrayList<>();
        claims = kernels -> {
            for (int i = 0; i < kernels.size(); i++) {
                String release = kernels.get(i).release().value();
                asked.add(release);
                boolean mine =
                        switch (release) {
                            case "6.1.0-50-amd64" -> false;
                            case "6.1.0-51-amd64" -> asked.contains("6.1.0-52-amd64");
                            default -> true;
                        };
                if (mine) {
                    return i;
                }
            }
            return -1;
        };
        ScriptedEngine engine = new ScriptedEngine(true, (environment, log) -> {
            Files.writeString(log, "main.c:1: error: too few\n");
            return 4;
        });
        List<ProbeResult> results = run(engine, "6.1.0-50-amd64", "6.1.0-51-amd64", "6.1.0-52-amd64");
        assertThat(asked)
                .containsExactly(
                        "6.1.0-50-amd64", "6.1.0-51-amd64", "6.1.0-52-amd64", "6.1.0-50-amd64", "6.1.0-51-amd64");
        assertThat(results)
                .extracting(result -> result.build().kernel().release().value())
                .containsExactlyInAnyOrder("6.1.0-52-amd64", "6.1.0-52-amd64", "6.1.0-51-amd64", "6.1.0-51-amd64");
    }

    private static Runnable interrupterOf(Thread thread, CountDownLatch when) {
        return () -> {
            try {
                when.await();
                thread.interrupt();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private List<ProbeResult> run(ScriptedEngine engine, String... releases) throws Exception {
        Fixture fixture = new Fixture(engine, releases);
        try (DirectoryStore store = fixture.store) {
            assertThat(fixture.run.run()).isFalse();
            assertThat(store.find("anything")).isEmpty();
            return fixture.run.results();
        }
    }

    private final class Fixture {
        final DirectoryStore store;
        final BuildRun run;

        Fixture(ScriptedEngine engine, String... releases) throws Exception {
            Path root = temporary.newFolder().toPath();
            Path output = root.resolve("output");
            store = DirectoryStore.open(output);
            BuildRequest request = Requests.of(FALCO, false);
            SerialListener listener = new SerialListener(new BuildListener() {
                @Override
                public void retrying(ProbeBuild build, Failure failure, int attempt) {
                    retried.add(build + " " + attempt);
                }
            });
            List<ProbeBuild> builds = new ArrayList<>();
            for (String release : releases) {
                for (ProbeKind kind : List.of(ProbeKind.EBPF, ProbeKind.KMOD)) {
                    builds.add(new ProbeBuild(
                            Kernels.debian(release, Architecture.X86_64, 12, libc),
                            kind,
                            Toolchains.named("bookworm").orElseThrow(),
                            List.of(ProbePath.main(release + "." + kind.extension()))));
                }
            }
            KernelPreparer preparer = new KernelPreparer(
                    new WorkQueue(builds, claims), Map.of("debian", new MadeDistro(config)), root, listener, 1, 5);
            threads.execute(preparer);
            ImageShelf images = new ImageShelf(BuildRunTest.this::image, threads);
            Driver driver = new Driver(
                    SourceFolder.of(root),
                    FalcoReleases.find(FALCO).orElseThrow().driver(),
                    "falco",
                    "falco",
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    true,
                    false,
                    Optional.empty(),
                    "digest",
                    "made",
                    List.of());
            ContainerLimits limits = ContainerLimits.of(2, 2);
            Semaphore places = new Semaphore(request.jobs(), true);
            ToolChoices tools = new ToolChoices(
                    Optional.of(CacheFolder.in(root.resolve("cache"))), driver.version(), Architecture.X86_64);
            run = new BuildRun(
                    request,
                    engine,
                    limits,
                    preparer,
                    new KernelMaker(request, images, tools, limits, output, places, listener),
                    new ProbeCompiler(request, store, images, driver, tools, limits, output, places, listener),
                    Requests.laterNames(FALCO, naming),
                    root,
                    listener,
                    Duration.ofMillis(1));
        }
    }

    private BuilderImage image(Toolchain toolchain) throws IOException {
        if (unmakeable.contains(toolchain.id())) {
            throw new IOException("its base cannot be pulled");
        }
        return new BuilderImage("probe", "sha256:1", "1");
    }

    /** A distribution whose kernels are a folder with a configuration; one of them is broken. */
    private record MadeDistro(String config) implements Distro {
        @Override
        public String id() {
            return "debian";
        }

        @Override
        public Discovery discover(Set<Architecture> architectures) {
            return new Discovery(List.of(), List.of());
        }

        @Override
        public KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException {
            if (kernel.release().value().equals(BROKEN)) {
                throw new UnpackException("linux-headers.deb: entry ../x leaves its folder");
            }
            Files.createDirectories(target.root().resolve("build"));
            boolean source = kernel.release().value().equals(SOURCE);
            return new KernelTree(kernel, target.root(), bootConfigs(kernel).get(0), source);
        }

        @Override
        public List<KernelConfig> bootConfigs(Kernel kernel) {
            return List.of(new KernelConfig(config.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
