package io.jenkins.plugins.falcoprobes.endtoend;

import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.falcoprobes.archive.DebArchive;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.DebianMirrors;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/** A kernel of Debian's that runs in qemu, with a file system of busybox alone: it loads a module, tells, and ends. */
final class VirtualMachine {
    private static final int LARGEST_FILE = 128 << 20;
    private static final int EXECUTABLE = CpioConstants.C_ISREG | 0755;

    private final Path folder;
    private final Architecture architecture;
    private final Path kernel;
    private final byte[] busybox;

    private VirtualMachine(Path folder, Architecture architecture, Path kernel, byte[] busybox) {
        this.folder = folder;
        this.architecture = architecture;
        this.kernel = kernel;
        this.busybox = busybox;
    }

    /**
     * The machine of a kernel.
     *
     * @param folder where its files may stand
     * @param release what {@code uname -r} prints in it
     */
    static VirtualMachine of(Path folder, Architecture architecture, String release)
            throws IOException, InterruptedException {
        assumeTrue(program(architecture) + " is not there", isInstalled(program(architecture)));
        Downloads downloads = new Downloads(folder.resolve("cache"), 3);
        AptArchive debian = AptArchive.debian(downloads, DebianMirrors.ofThisMachine(Map.of()));
        Path kernel = folder.resolve("vmlinuz-" + release);
        Files.write(
                kernel,
                file(debian, "linux-image-" + release, architecture, path -> path.equals("boot/vmlinuz-" + release)));
        byte[] busybox = file(debian, "busybox-static", architecture, path -> path.endsWith("bin/busybox"));
        return new VirtualMachine(folder, architecture, kernel, busybox);
    }

    /**
     * Loads a module and unloads it.
     *
     * @return what the machine said: {@code LOADED} or {@code REFUSED}, the names in {@code /dev}, {@code UNLOADED}
     */
    List<String> load(Path module) throws IOException, InterruptedException {
        Path files = Files.createTempFile(folder, "initramfs", ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(files));
                CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(out)) {
            for (String name : List.of("bin", "proc", "dev")) {
                cpio.putArchiveEntry(entry(name, CpioConstants.C_ISDIR | 0755, 0));
                cpio.closeArchiveEntry();
            }
            try (InputStream init = VirtualMachine.class.getResourceAsStream("init")) {
                add(cpio, "init", init.readAllBytes());
            }
            add(cpio, "bin/busybox", busybox);
            add(cpio, "module.ko", Files.readAllBytes(module));
        }
        Path said = Files.createTempFile(folder, "console", ".log");
        Process process = new ProcessBuilder(command(files))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        List<String> lines = Files.readString(said, StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .toList();
        if (!ended) {
            throw new AssertionError("still running after 3 minutes: " + lines);
        }
        return lines;
    }

    private List<String> command(Path files) {
        List<String> command = new ArrayList<>(List.of(program(architecture)));
        if (architecture == Architecture.AARCH64) {
            command.addAll(List.of("-machine", "virt", "-cpu", "cortex-a57"));
        }
        String console = architecture == Architecture.AARCH64 ? "ttyAMA0" : "ttyS0";
        command.addAll(List.of("-m", "1024", "-nographic", "-no-reboot", "-nic", "none"));
        command.addAll(List.of("-kernel", kernel.toString(), "-initrd", files.toString()));
        command.addAll(List.of("-append", "console=" + console + " panic=1 quiet"));
        return command;
    }

    private static String program(Architecture architecture) {
        return "qemu-system-" + architecture.machine();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static byte[] file(AptArchive debian, String name, Architecture architecture, Predicate<String> wanted)
            throws IOException, InterruptedException {
        List<DebianPackage> found = debian.find(name, architecture);
        if (found.isEmpty()) {
            throw new AssertionError("Debian has no " + name + " for " + architecture.machine());
        }
        try (InputStream in = Files.newInputStream(debian.fetch(found.get(0)))) {
            return DebArchive.find(name, in, wanted, LARGEST_FILE)
                    .orElseThrow(() -> new AssertionError(name + " does not hold what was looked for"));
        }
    }

    private static void add(CpioArchiveOutputStream cpio, String name, byte[] content) throws IOException {
        cpio.putArchiveEntry(entry(name, EXECUTABLE, content.length));
        cpio.write(content);
        cpio.closeArchiveEntry();
    }

    private static CpioArchiveEntry entry(String name, int mode, long size) {
        CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name, size);
        entry.setMode(mode);
        return entry;
    }
}
