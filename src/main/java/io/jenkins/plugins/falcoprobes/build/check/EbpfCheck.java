package io.jenkins.plugins.falcoprobes.build.check;

import io.jenkins.plugins.falcoprobes.driver.ApiVersion;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks that a {@code .o} is the eBPF probe of a driver for a kernel, by what Falco reads of it when it loads it
 * (falcosecurity/libs, {@code userspace/libscap/engine/bpf/scap_bpf.c}) and what the driver puts into it
 * ({@code driver/bpf/probe.c}).
 */
final class EbpfCheck {
    /** Programs are on raw tracepoints where the kernel has them (4.17), else on tracepoints. */
    private static final Pattern PROGRAM = Pattern.compile("(?:raw_)?tracepoint/.+");

    /** Without these Falco sees nothing: the two entries, and the fillers that they go on to. */
    private static final List<String> NEEDED = List.of("sys_enter", "sys_exit", "filler/.+");

    private final ElfFile probe;
    private final KernelTree tree;
    private final Driver driver;
    private final List<String> problems = new ArrayList<>();

    EbpfCheck(ElfFile probe, KernelTree tree, Driver driver) {
        this.probe = probe;
        this.tree = tree;
        this.driver = driver;
    }

    /** What is wrong, one line each. */
    List<String> problems() throws ElfException {
        if (probe.machine() != ElfFile.MACHINE_BPF || probe.type() != ElfFile.RELOCATABLE) {
            problems.add("it is no eBPF object (ELF machine " + probe.machine() + ", type " + probe.type() + ")");
        }
        if (content("maps").limit() == 0) {
            problems.add("it has no maps");
        }
        checkLicense();
        String release = tree.kernel().release().value();
        String builtFor = ElfFile.string(content("kernel_version"));
        if (!builtFor.equals(release)) {
            problems.add("it was built for kernel \"" + builtFor + "\", not " + release);
        }
        if (content("probe_version").limit() == 0) {
            problems.add("it does not say which driver version it is");
        }
        checkVersion("api_version", driver.api());
        checkVersion("schema_version", driver.schema());
        checkPrograms();
        return problems;
    }

    /** Drivers older than that of Falco 0.30 have no licence: that Falco brings it itself when it loads the probe. */
    private void checkLicense() throws ElfException {
        Optional<ByteBuffer> section = probe.section("license");
        if (section.isEmpty() && driver.api().isEmpty()) {
            return;
        }
        String license = section.map(ElfFile::string).orElse("");
        if (!ModuleCheck.GPL_COMPATIBLE.contains(license)) {
            problems.add("its licence is \"" + license + "\", the kernel wants one compatible with the GPL");
        }
    }

    private void checkVersion(String section, Optional<ApiVersion> expected) throws ElfException {
        ByteBuffer content = content(section);
        Optional<ApiVersion> found =
                content.limit() == Long.BYTES ? Optional.of(ApiVersion.unpack(content.getLong())) : Optional.empty();
        if (!found.equals(expected)) {
            problems.add("its " + section + " is " + text(found) + ", the driver's is " + text(expected));
        }
    }

    private void checkPrograms() throws ElfException {
        List<String> programs = new ArrayList<>();
        for (String name : probe.sectionNames()) {
            if (PROGRAM.matcher(name).matches()) {
                programs.add(name);
                if (content(name).limit() == 0) {
                    problems.add("its program " + name + " is empty");
                }
            }
        }
        for (String needed : NEEDED) {
            // Some names end in the number of the attach point, as in raw_tracepoint/sched_process_fork&2.
            Pattern pattern = Pattern.compile("(?:raw_)?tracepoint/(?:raw_syscalls/)?" + needed + "(?:&\\d+)?");
            if (programs.stream().noneMatch(pattern.asMatchPredicate())) {
                problems.add("it has no program " + needed.replace(".+", "..."));
            }
        }
    }

    private ByteBuffer content(String section) throws ElfException {
        return probe.section(section).orElseGet(() -> ByteBuffer.allocate(0));
    }

    private static String text(Optional<ApiVersion> version) {
        return version.map(ApiVersion::toString).orElse("missing");
    }
}
