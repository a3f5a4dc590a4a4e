package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion.Family;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import io.jenkins.plugins.falcoprobes.toolchain.Choice;
import io.jenkins.plugins.falcoprobes.toolchain.CompilerTable;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * With which tools a probe is tried, in which order. Where the first ones could not do it and others could, these come
 * first next time: they are remembered in the cache for kernels of the same distribution, series, architecture, compiler
 * and C library, and for the same driver and kind; what makes headers of a kernel's source, for any driver.
 */
final class ToolChoices {
    private static final CompilerVersion RETPOLINES = new CompilerVersion(Family.GCC, 4, 8);

    private final DriverVersion driver;
    private final Architecture host;
    private final Memory winners;

    /**
     * Choices for one driver.
     *
     * @param cache where they are remembered
     * @param host the architecture that builds run on
     */
    ToolChoices(Optional<CacheFolder> cache, DriverVersion driver, Architecture host) {
        this.winners = new Memory(cache, "tools");
        this.driver = driver;
        this.host = host;
    }

    /** The compiler that a kernel was built with as far as its metadata tells, else the one of its time. */
    static CompilerVersion compiler(Kernel kernel) {
        return kernel.compiler()
                .orElseGet(() -> CompilerTable.of(kernel.release().version()));
    }

    /**
     * The compiler to build with for a kernel whose tree is there. Where it wants retpolines, gcc 4.8 is the first that
     * can, but for Red Hat's own ones: Ubuntu's security updates have brought it {@code -mindirect-branch}.
     */
    static CompilerVersion compiler(KernelTree tree) throws IOException {
        CompilerVersion compiler = tree.compiler().orElseGet(() -> compiler(tree.kernel()));
        boolean older = compiler.major() == RETPOLINES.major() && compiler.minor() < RETPOLINES.minor();
        boolean wanted = tree.config().value("CONFIG_RETPOLINE").isPresent();
        return older && wanted ? RETPOLINES : compiler;
    }

    /** The tools for a probe of a kernel that was built with {@code compiler}, those to try first first. */
    List<Choice> of(Kernel kernel, ProbeKind kind, CompilerVersion compiler) {
        return of(kernel, Optional.of(kind), compiler);
    }

    /** The tools to make a kernel's headers and build programs of its source, those to try first first. */
    List<Choice> ofSource(Kernel kernel, CompilerVersion compiler) {
        return of(kernel, Optional.empty(), compiler);
    }

    private List<Choice> of(Kernel kernel, Optional<ProbeKind> kind, CompilerVersion compiler) {
        List<Choice> choices = new ArrayList<>(inOrder(kernel, kind, compiler));
        String winner = winners.recall(key(kernel, kind, compiler));
        choices.stream()
                .filter(choice -> choice.toString().equals(winner))
                .findFirst()
                .ifPresent(choice -> {
                    choices.remove(choice);
                    choices.add(0, choice);
                });
        return choices;
    }

    /** Remembers with what a probe was built, unless that comes first anyway; or, by nothing, that the last one fails now. */
    void remember(Kernel kernel, ProbeKind kind, CompilerVersion compiler, Optional<Choice> winner)
            throws InterruptedException {
        remember(kernel, Optional.of(kind), compiler, winner);
    }

    /** As {@link #remember}, with what a kernel's headers were made. */
    void rememberSource(Kernel kernel, CompilerVersion compiler, Optional<Choice> winner) throws InterruptedException {
        remember(kernel, Optional.empty(), compiler, winner);
    }

    private void remember(Kernel kernel, Optional<ProbeKind> kind, CompilerVersion compiler, Optional<Choice> winner)
            throws InterruptedException {
        Optional<Choice> first = inOrder(kernel, kind, compiler).stream().findFirst();
        String words = winner.equals(first) ? "" : winner.map(Choice::toString).orElse("");
        winners.remember(key(kernel, kind, compiler), words);
    }

    private List<Choice> inOrder(Kernel kernel, Optional<ProbeKind> kind, CompilerVersion compiler) {
        Optional<Architecture> target = Optional.of(kernel.architecture()).filter(machine -> machine != host);
        return Toolchains.candidates(compiler, kernel.libc(), target, kind.equals(Optional.of(ProbeKind.EBPF)));
    }

    private List<String> key(Kernel kernel, Optional<ProbeKind> kind, CompilerVersion compiler) {
        return List.of(
                kernel.distro(),
                kernel.release().version().series(),
                kernel.architecture().machine(),
                compiler.toString(),
                kernel.libc().orElse(""),
                kind.map(each -> driver.value()).orElse("any"),
                kind.map(ProbeKind::id).orElse("source"));
    }
}
