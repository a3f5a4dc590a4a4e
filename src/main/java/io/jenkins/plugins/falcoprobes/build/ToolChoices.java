package io.jenkins.plugins.falcoprobes.build;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * With which tools a probe is tried, in which order. Where the first ones could not do it and others could, these come
 * first next time: they are remembered in the cache for kernels of the same distribution, series, architecture, compiler
 * and C library, and for the same driver and kind; what makes headers of a kernel's source, for any driver.
 */
final class ToolChoices {
    private static final String KIND = "tools";
    private static final CompilerVersion RETPOLINES = new CompilerVersion(Family.GCC, 4, 8);

    private final Optional<CacheFolder> cache;
    private final DriverVersion driver;
    private final Architecture host;
    private final Map<String, String> winners = new ConcurrentHashMap<>();

    /**
     * Choices for one driver.
     *
     * @param cache where they are remembered
     * @param host the architecture that builds run on
     */
    ToolChoices(Optional<CacheFolder> cache, DriverVersion driver, Architecture host) {
        this.cache = cache;
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
        String winner = winner(key(kernel, kind, compiler));
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
        String key = key(kernel, kind, compiler);
        Optional<Choice> first = inOrder(kernel, kind, compiler).stream().findFirst();
        String words = winner.equals(first) ? "" : winner.map(Choice::toString).orElse("");
        if (!words.equals(winners.put(key, words)) && cache.isPresent()) {
            try {
                write(cache.get(), key, words);
            } catch (IOException e) {
                // Only the next run's time is lost.
                return;
            }
        }
    }

    private List<Choice> inOrder(Kernel kernel, Optional<ProbeKind> kind, CompilerVersion compiler) {
        Optional<Architecture> target = Optional.of(kernel.architecture()).filter(machine -> machine != host);
        return Toolchains.candidates(compiler, kernel.libc(), target, kind.equals(Optional.of(ProbeKind.EBPF)));
    }

    private String winner(String key) {
        return winners.computeIfAbsent(
                key, unknown -> cache.map(folder -> read(folder, key)).orElse(""));
    }

    private static String read(CacheFolder cache, String key) {
        try {
            return cache.read(cache.file(KIND, key))
                    .map(bytes -> new String(bytes, UTF_8))
                    .orElse("");
        } catch (IOException e) {
            // What cannot be read is not known; it costs a try.
            return "";
        }
    }

    private static void write(CacheFolder cache, String key, String words) throws IOException, InterruptedException {
        if (words.isEmpty()) {
            Files.deleteIfExists(cache.file(KIND, key));
        } else {
            cache.write(cache.file(KIND, key), out -> out.write(words.getBytes(UTF_8)));
        }
    }

    private String key(Kernel kernel, Optional<ProbeKind> kind, CompilerVersion compiler) {
        String text = String.join(
                "\n",
                kernel.distro(),
                kernel.release().version().series(),
                kernel.architecture().machine(),
                compiler.toString(),
                kernel.libc().orElse(""),
                kind.map(each -> driver.value()).orElse("any"),
                kind.map(ProbeKind::id).orElse("source"));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
