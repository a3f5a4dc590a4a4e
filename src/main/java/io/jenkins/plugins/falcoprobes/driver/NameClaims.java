package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which kernel has which path: whoever claims one first. A host can load only the module of its own kernel. */
final class NameClaims {
    private final Map<String, Kernel> owners = new HashMap<>();

    /** Claims a path for a kernel, unless another has it. */
    void claim(String path, Kernel kernel) {
        owners.putIfAbsent(path, kernel);
    }

    /** Claims the first of the paths that is free or the kernel's own; the last one in any case. */
    String claimFirst(List<String> paths, Kernel kernel) {
        for (String path : paths) {
            if (isSame(owners.computeIfAbsent(path, free -> kernel), kernel)) {
                return path;
            }
        }
        return paths.get(paths.size() - 1);
    }

    /** Whether the path is this kernel's. */
    boolean has(String path, Kernel kernel) {
        return owner(path).filter(owner -> isSame(owner, kernel)).isPresent();
    }

    /** Whose the path is. */
    Optional<Kernel> owner(String path) {
        return Optional.ofNullable(owners.get(path));
    }

    /** Two rebuilds of one source may have one release; one release may be of two architectures. */
    static boolean isSame(Kernel one, Kernel other) {
        return one.release().equals(other.release())
                && one.architecture() == other.architecture()
                && one.distro().equals(other.distro())
                && one.packageVersion().equals(other.packageVersion())
                && one.buildVersion().equals(other.buildVersion());
    }
}
