package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.driver.ProbeNames;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import java.util.List;

/**
 * Names that probes of kernels of source get when the kernel was made: only then it is known what the kernel's own tools make
 * of its configuration, which is what its hosts have.
 *
 * @param names how probes are called
 * @param hashes what is known of configurations
 */
record LaterNames(ProbeNames names, ConfigHashes hashes) {
    /** A probe with the names that it has by the configuration with which its kernel was made in the end. */
    ProbeBuild of(ProbeBuild build, KernelConfig made) throws InterruptedException {
        if (!names.haveHash()) {
            return build;
        }
        List<String> md5s = made.titled().stream().map(KernelConfig::md5).toList();
        hashes.learn(build.kernel(), md5s);
        return build.at(names.with(md5s, build.paths(), build.kernel(), build.kind()));
    }
}
