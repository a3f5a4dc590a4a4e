package io.jenkins.plugins.falcoprobes.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import io.jenkins.plugins.falcoprobes.toolchain.Choice;
import io.jenkins.plugins.falcoprobes.toolchain.CompilerTable;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * and C library, and for the same driver and kind.
 */
final class ToolChoices {
    private static final String KIND = "tools";

    private final CacheFolder cache;
    private final DriverVersion driver;
    private final Map<Path, String> remembered = new ConcurrentHashMap<>();

    /** Choices for one driver, remembered in this cache. */
    ToolChoices(CacheFolder cache, DriverVersion driver) {
        this.cache = cache;
        this.driver = driver;
    }

    /** The compiler that a kernel was built with as far as its metadata tells, else the one of its time. */
    static CompilerVersion compiler(Kernel kernel) {
        return kernel.compiler()
                .orElseGet(() -> CompilerTable.of(kernel.release().version()));
    }

    /** The tools for a probe of a kernel that was built with {@code compiler}, those to try first first. */
    List<Choice> of(Kernel kernel, ProbeKind kind, CompilerVersion compiler) {
        List<Choice> choices = new ArrayList<>(inOrder(kernel, kind, compiler));
        String winner = winner(file(kernel, kind, compiler));
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
        Path file = file(kernel, kind, compiler);
        Optional<Choice> first = inOrder(kernel, kind, compiler).stream().findFirst();
        String words = winner.equals(first) ? "" : winner.map(Choice::toString).orElse("");
        try {
            if (words.equals(winner(file))) {
                return;
            }
            remembered.put(file, words);
            if (words.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                cache.write(file, out -> out.write(words.getBytes(UTF_8)));
            }
        } catch (IOException e) {
            // Only the next run's time is lost.
            return;
        }
    }

    private static List<Choice> inOrder(Kernel kernel, ProbeKind kind, CompilerVersion compiler) {
        return Toolchains.candidates(compiler, kernel.libc(), kind == ProbeKind.EBPF);
    }

    private String winner(Path file) {
        return remembered.computeIfAbsent(file, this::read);
    }

    private String read(Path file) {
        try {
            return cache.read(file).map(bytes -> new String(bytes, UTF_8)).orElse("");
        } catch (IOException e) {
            // What cannot be read is not known; it costs a try.
            return "";
        }
    }

    private Path file(Kernel kernel, ProbeKind kind, CompilerVersion compiler) {
        String key = String.join(
                "\n",
                kernel.distro(),
                kernel.release().version().series(),
                kernel.architecture().machine(),
                compiler.toString(),
                kernel.libc().orElse(""),
                driver.value(),
                kind.id());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return cache.file(KIND, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
