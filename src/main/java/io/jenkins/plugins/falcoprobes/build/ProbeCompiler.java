package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.build.check.ProbeChecks;
import io.jenkins.plugins.falcoprobes.container.BuildContainer;
import io.jenkins.plugins.falcoprobes.container.BuilderImage;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.store.ProbeStore;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.toolchain.Choice;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles, checks and stores one probe of a kernel whose tree stands in a slot. */
final class ProbeCompiler {
    /** The largest probe by far is an eBPF object of 7 MB. */
    private static final long PROBE_LIMIT = 64L << 20;

    /** How many tools are tried for a probe before it fails. */
    static final int MOST_TRIES = 3;

    private final BuildRequest request;
    private final ProbeStore store;
    private final ImageShelf images;
    private final Driver driver;
    private final ToolChoices tools;
    private final ContainerLimits limits;
    private final Path output;
    private final SerialListener listener;

    /** Who compiles now. A worker that has compiled checks and stores while another one has its place. */
    private final Semaphore places;

    ProbeCompiler(
            BuildRequest request,
            ProbeStore store,
            ImageShelf images,
            Driver driver,
            ToolChoices tools,
            ContainerLimits limits,
            Path output,
            Semaphore places,
            SerialListener listener) {
        this.request = request;
        this.store = store;
        this.images = images;
        this.driver = driver;
        this.tools = tools;
        this.limits = limits;
        this.output = output;
        this.listener = listener;
        this.places = places;
    }

    /**
     * Builds a probe.
     *
     * @throws EngineException if the engine failed, which another try may cure
     * @throws InterruptedException if the run is being stopped
     */
    ProbeResult build(ProbeBuild build, KernelTree tree, CompilerSlot slot)
            throws EngineException, InterruptedException {
        Attempt attempt = new Attempt(build, tree, slot);
        try {
            return attempt.run();
        } catch (EngineException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return attempt.failed(Failures.of(e, attempt.stage));
        }
    }

    /** The result of a probe that could not even be begun. */
    static ProbeResult notBegun(ProbeBuild build, Failure failure) {
        return notBegun(build, failure, "");
    }

    /** As {@link #notBegun(ProbeBuild, Failure)}, with the log of what came before. */
    static ProbeResult notBegun(ProbeBuild build, Failure failure, String log) {
        return new ProbeResult(
                build,
                List.of(),
                Optional.of(failure),
                Duration.ZERO,
                Duration.ZERO,
                "",
                "",
                "",
                List.of(),
                log,
                "",
                List.of(),
                Instant.now());
    }

    /** The name of a log, one of its own for each build, whatever a distribution writes in its versions. */
    static String logName(Kernel kernel, String what) {
        return Stream.of(
                        kernel.distro(),
                        kernel.release().value(),
                        kernel.packageVersion(),
                        kernel.flavour(),
                        kernel.architecture().machine(),
                        what)
                .filter(word -> !word.isEmpty())
                .map(word -> word.replaceAll("[^A-Za-z0-9._+~-]", "_"))
                .collect(Collectors.joining("-"));
    }

    private final class Attempt {
        private final ProbeBuild build;
        private final KernelTree tree;
        private final CompilerSlot slot;
        private final List<String> tries = new ArrayList<>();
        private long begun = System.nanoTime();
        private int compiles;
        private String log = "";
        private Stage stage = Stage.COMPILE;
        private ContainerFacts facts = ContainerFacts.NONE;
        private String toolchain = "";
        private String imageId = "";

        Attempt(ProbeBuild build, KernelTree tree, CompilerSlot slot) {
            this.build = build;
            this.tree = tree;
            this.slot = slot;
        }

        ProbeResult run() throws IOException, InterruptedException {
            Kernel kernel = tree.kernel();
            CompilerVersion compiler = ToolChoices.compiler(tree);
            List<Choice> choices = tools.of(kernel, build.kind(), compiler);
            Failure failure =
                    Failures.of(FailureClass.TOOLCHAIN, stage, Toolchains.whyNone(compiler, kernel.libc()), List.of());
            for (Choice choice : choices) {
                Optional<Failure> why = compile(choice);
                if (why.isEmpty()) {
                    ProbeResult result = checked();
                    if (result.isBuilt()) {
                        tools.remember(kernel, build.kind(), compiler, Optional.of(choice));
                    }
                    return result;
                }
                failure = why.get();
                if (compiles == MOST_TRIES || !mayOthersDo(failure)) {
                    break;
                }
                tries.add(choice + ": " + failure.message());
                listener.retrying(build, failure, tries.size());
            }
            tools.remember(kernel, build.kind(), compiler, Optional.empty());
            return result(List.of(), Optional.of(failure));
        }

        /** Other tools do not help a driver that does not know this kernel. */
        private static boolean mayOthersDo(Failure failure) {
            return failure.type() == FailureClass.TOOLCHAIN || failure.type() == FailureClass.ENGINE;
        }

        /** Compiles; says why that was not possible. */
        private Optional<Failure> compile(Choice choice) throws IOException, InterruptedException {
            BuilderImage image;
            try {
                image = images.get(choice.toolchain());
            } catch (ImageShelf.ImageException e) {
                if (!choice.toolchain().archived()) {
                    throw e;
                }
                // It may never be to be had here, while others nearly as good are.
                return Optional.of(Failures.of(e, stage));
            }
            compiles++;
            toolchain = choice.toolchain().id();
            imageId = image.id();
            BuildContainer container = slot.container(imageId);
            log = logOf(compiles);
            Path logFile = output.resolve(log);
            Files.createDirectories(logFile.getParent());
            int status = compile(container, choice.command(), logFile);
            CompileLog said = CompileLog.read(logFile);
            facts = ContainerFacts.of(said.tail());
            if (status != 0) {
                return Optional.of(ScriptStatus.failure(status, said, stage));
            }
            container.read("/output/" + probe().getFileName(), probe(), PROBE_LIMIT);
            return Optional.empty();
        }

        private ProbeResult checked() throws IOException, InterruptedException {
            enter(Stage.CHECK);
            List<String> problems = ProbeChecks.check(probe(), build.kind(), tree, driver);
            if (!problems.isEmpty()) {
                List<String> tail = CompileLog.read(output.resolve(log)).tail();
                return failed(Failures.of(FailureClass.CHECK, stage, String.join("; ", problems), tail));
            }
            enter(Stage.STORE);
            List<StoredProbe> files = new ArrayList<>();
            // Backwards: a later run may know but the first names, and takes the probe for finished if those are there.
            for (int i = build.paths().size() - 1; i >= 0; i--) {
                files.add(0, store.put(build.paths().get(i).path(), probe()));
            }
            return result(files, Optional.empty());
        }

        private Path probe() {
            return slot.scratch("probe." + build.kind().extension());
        }

        private String logOf(int number) {
            String suffix = number == 1 ? "" : "-" + number;
            return "logs/" + request.falcoVersion() + "/"
                    + logName(build.kernel(), build.kind().id()) + suffix + ".log";
        }

        private int compile(BuildContainer container, String compiler, Path logFile)
                throws IOException, InterruptedException {
            places.acquire();
            try {
                // To wait for an image or for a place is not the probe's time.
                begun = System.nanoTime();
                enter(Stage.COMPILE);
                return container.exec(List.of("build-probe"), environment(compiler), logFile, request.timeout());
            } finally {
                places.release();
            }
        }

        ProbeResult failed(Failure failure) {
            return result(List.of(), Optional.of(failure));
        }

        private void enter(Stage next) {
            stage = next;
            listener.started(build, next);
        }

        private Map<String, String> environment(String compiler) {
            Map<String, String> environment = new LinkedHashMap<>();
            environment.put("BUILDER_KIND", build.kind().id());
            environment.put("BUILDER_MACHINE", build.kernel().architecture().machine());
            environment.put("BUILDER_CC", compiler);
            environment.put("BUILDER_JOBS", Integer.toString(limits.makeJobs()));
            environment.put("BUILDER_DRIVER_NAME", driver.moduleName());
            environment.put("BUILDER_DEVICE_NAME", driver.deviceName());
            environment.put("BUILDER_DRIVER_VERSION", driver.version().value());
            environment.put("KERNELDIR", KernelTree.MOUNT + "/" + KernelTree.BUILD_FOLDER);
            environment.put("KERNEL_VERSION", build.kernel().release().value());
            return environment;
        }

        private ProbeResult result(List<StoredProbe> files, Optional<Failure> failure) {
            return new ProbeResult(
                    build,
                    files,
                    failure,
                    Duration.ofNanos(System.nanoTime() - begun),
                    facts.cpuTime(),
                    facts.compiler(),
                    toolchain,
                    imageId,
                    tries,
                    !log.isEmpty() && Files.exists(output.resolve(log)) ? log : "",
                    tree.config().md5(),
                    failure.isPresent() ? List.of() : ProbeChecks.unchecked(build.kind(), tree),
                    Instant.now());
        }
    }
}
