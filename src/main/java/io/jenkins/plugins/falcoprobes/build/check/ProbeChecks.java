package io.jenkins.plugins.falcoprobes.build.check;

import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Proves of a compiled probe that it is the one for its kernel, without loading it. */
public final class ProbeChecks {
    private ProbeChecks() {}

    /**
     * Checks a probe.
     *
     * @param tree the kernel that it was built for
     * @param driver the driver that it was built from
     * @return what is wrong with it, one line each; empty if it is good
     * @throws IOException if the probe or the kernel's {@code Module.symvers} cannot be read; a broken probe is a problem,
     *     not an exception
     */
    public static List<String> check(Path probe, ProbeKind kind, KernelTree tree, Driver driver) throws IOException {
        try {
            ElfFile elf = ElfFile.read(probe);
            return List.copyOf(
                    kind == ProbeKind.KMOD
                            ? new ModuleCheck(elf, tree, driver).problems()
                            : new EbpfCheck(elf, tree, driver).problems());
        } catch (ElfException e) {
            return List.of(e.getMessage());
        }
    }
}
