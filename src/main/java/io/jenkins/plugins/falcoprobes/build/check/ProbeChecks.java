package io.jenkins.plugins.falcoprobes.build.check;

import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.Files;
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

    /**
     * What {@link #check} cannot know of a probe for this kernel, one line each; empty for nearly all of them. Without a
     * {@code Module.symvers} modpost gives a module no symbol versions; kernels since 4.10 load it nevertheless, with a line in
     * their log (kernel/module/version.c, {@code check_version}), unless a distribution has changed that, as Debian has.
     */
    public static List<String> unchecked(ProbeKind kind, KernelTree tree) {
        if (kind != ProbeKind.KMOD || Files.exists(tree.moduleSymvers())) {
            return List.of();
        }
        String exports =
                "the kernel was made of its source, which has no Module.symvers: whether it exports what the module"
                        + " needs is not known";
        return ModuleCheck.hasModversions(tree)
                ? List.of(
                        exports,
                        "the kernel has CONFIG_MODVERSIONS, and the module no symbol versions: hosts may refuse to load it")
                : List.of(exports);
    }
}
