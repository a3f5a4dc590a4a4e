package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.Tarball;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.container.BuildContainer;
import io.jenkins.plugins.falcoprobes.container.BuilderImage;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.toolchain.Choice;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Makes of a kernel's source what modules are built against, once for all of its probes: in a container, as bounded as a
 * compile, of which nothing comes out but one archive ({@code docker/build-probe}, {@code BUILDER_KIND=kernel}).
 */
final class KernelMaker {
    /** Five times what a kernel of a distribution has. */
    private static final long TREE_LIMIT = 256L << 20;

    /**
     * Settings that a module has to share with its kernel: they are in its vermagic (include/linux/vermagic.h), or decide how
     * structures look or how functions may be called. With other tools than the kernel's own, its configuration may have
     * lost one.
     */
    private static final List<String> SHARED = List.of(
            "CONFIG_SMP",
            "CONFIG_PREEMPT",
            "CONFIG_PREEMPT_BUILD",
            "CONFIG_PREEMPT_RT",
            "CONFIG_MODULE_UNLOAD",
            "CONFIG_MODVERSIONS",
            "CONFIG_GCC_PLUGIN_RANDSTRUCT",
            "CONFIG_RANDSTRUCT",
            "CONFIG_X86_KERNEL_IBT",
            "CONFIG_CFI_CLANG",
            "CONFIG_CFI");

    private final BuildRequest request;
    private final ImageShelf images;
    private final ContainerLimits limits;
    private final Path output;
    private final Semaphore places;
    private final ToolChoices tools;
    private final BuildListener listener;

    /**
     * A maker.
     *
     * @param output where logs go, below {@code logs/}
     * @param places who compiles now: shared with the compilers of probes
     */
    KernelMaker(
            BuildRequest request,
            ImageShelf images,
            ToolChoices tools,
            ContainerLimits limits,
            Path output,
            Semaphore places,
            BuildListener listener) {
        this.request = request;
        this.images = images;
        this.limits = limits;
        this.output = output;
        this.places = places;
        this.tools = tools;
        this.listener = listener;
    }

    /**
     * How it ended.
     *
     * @param tree ready to build for; empty when it failed
     * @param failure why it failed; empty when it did not
     * @param log what was said meanwhile, relative to the output folder; may be empty
     * @param tries what was tried before with other tools, a line each
     */
    record Made(Optional<KernelTree> tree, Optional<Failure> failure, String log, List<String> tries) {
        static Made failed(Failure failure, String log) {
            return new Made(Optional.empty(), Optional.of(failure), log, List.of());
        }

        Made after(List<String> earlier) {
            return new Made(tree, failure, log, List.copyOf(earlier));
        }
    }

    /**
     * Makes the kernel whose source stands in a slot. What one image cannot make is tried with the next one, from the source.
     *
     * @param build the probe that waits for it, for the listener
     * @throws EngineException if the engine failed, which another try may cure
     * @throws InterruptedException if the run is being stopped
     */
    Made make(ProbeBuild build, KernelTree source, CompilerSlot slot) throws EngineException, InterruptedException {
        Kernel kernel = source.kernel();
        CompilerVersion compiler = source.config().compiler().orElseGet(() -> ToolChoices.compiler(kernel));
        String log = "logs/" + request.falcoVersion() + "/" + ProbeCompiler.logName(kernel, "kernel");
        Made last = Made.failed(
                Failures.of(
                        FailureClass.TOOLCHAIN, Stage.PREPARE, Toolchains.whyNone(compiler, kernel.libc()), List.of()),
                "");
        List<String> tries = new ArrayList<>();
        int made = 0;
        for (Choice choice : tools.ofSource(kernel, compiler)) {
            last = make(source, slot, log + (made == 0 ? "" : "-" + (made + 1)) + ".log", choice);
            if (last.failure().isEmpty()) {
                tools.rememberSource(kernel, compiler, Optional.of(choice));
                return last.after(tries);
            }
            Failure failure = last.failure().get();
            boolean imageIsMissing = failure.type() == FailureClass.ENGINE;
            if (!imageIsMissing) {
                made++;
            }
            // One out of an archive may never be to be had here, while others nearly as good are.
            boolean mayOthersDo = imageIsMissing
                    ? choice.toolchain().archived()
                    : failure.type() == FailureClass.TOOLCHAIN && made < ProbeCompiler.MOST_TRIES;
            if (!mayOthersDo) {
                break;
            }
            tries.add("the kernel by " + choice + ": " + failure.message());
            listener.retrying(build, failure, tries.size());
        }
        tools.rememberSource(kernel, compiler, Optional.empty());
        return last.after(tries);
    }

    /** Makes it with one image; what fails but for the engine is told. */
    private Made make(KernelTree source, CompilerSlot slot, String log, Choice choice)
            throws EngineException, InterruptedException {
        try {
            return make(source, slot, log, choice, images.get(choice.toolchain()));
        } catch (EngineException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return Made.failed(Failures.of(e, Stage.PREPARE), Files.exists(output.resolve(log)) ? log : "");
        }
    }

    private Made make(KernelTree source, CompilerSlot slot, String log, Choice choice, BuilderImage image)
            throws IOException, InterruptedException {
        Kernel kernel = source.kernel();
        Path logFile = output.resolve(log);
        Files.createDirectories(logFile.getParent());
        Path archive = slot.scratch("kernel.tar");
        Path build = source.root().resolve(KernelTree.BUILD_FOLDER);
        // Nothing of what another image made may stay: its programs and its configuration are of other tools.
        WorkFolder.remove(build);
        Files.createDirectories(build);
        // What an engine mounts on a folder gets that folder's mode.
        Files.setPosixFilePermissions(build, PosixFilePermissions.fromString("rwxrwxrwx"));
        places.acquire();
        try (BuildContainer container = slot.makingContainer(image.id())) {
            int status =
                    container.exec(List.of("build-probe"), environment(kernel, choice), logFile, request.timeout());
            CompileLog said = CompileLog.read(logFile);
            if (status != 0) {
                return Made.failed(ScriptStatus.failure(status, said, Stage.PREPARE), log);
            }
            container.read("/output/kernel.tar", archive, TREE_LIMIT);
        } finally {
            places.release();
        }
        Files.setPosixFilePermissions(build, PosixFilePermissions.fromString("rwxr-xr-x"));
        KernelConfig made = unpack(source.root(), archive);
        // The kernel's programs are of this image: older ones cannot run them.
        Kernel known = kernel.needing(choice.toolchain().libc());
        return check(source, new KernelTree(known, source.root(), made), log);
    }

    private Map<String, String> environment(Kernel kernel, Choice choice) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("BUILDER_KIND", "kernel");
        environment.put("BUILDER_MACHINE", kernel.architecture().machine());
        environment.put("BUILDER_CC", choice.command());
        environment.put("BUILDER_JOBS", Integer.toString(limits.makeJobs()));
        environment.put("KERNELDIR", KernelTree.MOUNT + "/" + KernelTree.BUILD_FOLDER);
        environment.put("KERNEL_VERSION", kernel.release().value());
        return environment;
    }

    /** The archive has the container's paths in it: its links lead to the source, which is beside the build folder. */
    private static KernelConfig unpack(Path root, Path archive) throws IOException {
        String top = KernelTree.MOUNT.substring(1) + "/";
        Tarball.unpack(
                archive,
                new SafeUnpacker(UnpackTarget.of(root), UnpackLimits.DEFAULT),
                name -> name.startsWith(top) ? Optional.of(name.substring(top.length())) : Optional.empty());
        Files.delete(archive);
        return new KernelConfig(
                Files.readAllBytes(root.resolve(KernelTree.BUILD_FOLDER).resolve(".config")));
    }

    private static Made check(KernelTree source, KernelTree made, String log) {
        List<String> lost = SHARED.stream()
                .filter(setting -> isSet(source, setting) && !isSet(made, setting))
                .toList();
        return lost.isEmpty()
                ? new Made(Optional.of(made), Optional.empty(), log, List.of())
                : Made.failed(
                        Failures.of(
                                FailureClass.TOOLCHAIN,
                                Stage.PREPARE,
                                "the tools of the builder image cannot make this kernel with " + String.join(", ", lost)
                                        + ", as its configuration has it",
                                List.of()),
                        log);
    }

    private static boolean isSet(KernelTree tree, String setting) {
        return tree.config().value(setting).filter("y"::equals).isPresent();
    }
}
