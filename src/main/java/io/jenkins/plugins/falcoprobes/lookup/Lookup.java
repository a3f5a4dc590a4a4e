package io.jenkins.plugins.falcoprobes.lookup;

import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.driver.DriverSupport;
import io.jenkins.plugins.falcoprobes.driver.Loader;
import io.jenkins.plugins.falcoprobes.driver.LoaderHost;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Would my host find it? Looks at a host as the loaders do, and neither at disks nor at the network.
 *
 * @param host the host
 * @param configMd5 the md5 of the configuration of its kernel, for loaders up to Falco 0.22
 * @param repository what the loaders are pointed at, as it is given to them; empty for each one's own default
 * @param distros the distributions whose kernels this program can build for
 * @param known builds that are known to fail
 */
public record Lookup(
        LoaderHost host,
        Optional<String> configMd5,
        Optional<String> repository,
        Collection<String> distros,
        KnownBadList known) {
    /** What the loaders of these eras ask for, each kind in its turn. */
    public List<LookupAnswer> answers(List<LoaderEra> eras, Set<ProbeKind> kinds) {
        List<LookupAnswer> answers = new ArrayList<>();
        for (LoaderEra era : eras) {
            for (ProbeKind kind : ProbeKind.values()) {
                if (kinds.contains(kind)) {
                    answers.add(answer(era, kind));
                }
            }
        }
        return answers;
    }

    private LookupAnswer answer(LoaderEra era, ProbeKind kind) {
        Loader loader = era.loader();
        if (!loader.asksFor(kind)) {
            return unasked(era, kind, "this loader fetches no " + kind + " probes: they went with Falco 0.44");
        }
        Optional<String> path = loader.path(host, kind, configMd5);
        if (path.isEmpty()) {
            return unasked(era, kind, loader.needsConfigMd5() ? MD5_MISSING : whatIsMissing());
        }
        String address = loader.address(repository.orElseGet(loader::defaultRepository), path.get());
        String obstacle = obstacle(loader, kind);
        return new LookupAnswer(
                era,
                kind,
                path.get(),
                address,
                problem(loader, path.get()),
                List.of(),
                obstacle.isEmpty() ? command(loader, kind) : List.of(),
                obstacle,
                obstacle.isEmpty() ? knownBad(loader, kind) : "");
    }

    private static final String MD5_MISSING =
            "the name has the md5 of the kernel's configuration, which is not given; on"
                    + " the host it is that of the first there is of /proc/config.gz (unpacked), /boot/config-$(uname -r),"
                    + " /usr/lib/ostree-boot/config-$(uname -r), /lib/modules/$(uname -r)/config";

    private String whatIsMissing() {
        return "this loader cannot tell what the host is: its os-release has no "
                + (host.os().versionId().isEmpty() ? "VERSION_ID" : "VARIANT_ID") + ", or characters that no name has";
    }

    private static LookupAnswer unasked(LoaderEra era, ProbeKind kind, String why) {
        return new LookupAnswer(era, kind, "", "", why, List.of(), List.of(), "", "");
    }

    /** What is odd about what the loader asks for. */
    private String problem(Loader loader, String path) {
        if (path.contains("__")) {
            return "this loader cannot read the release " + host.uname().release()
                    + ", and asks for a name without one, which is no kernel's";
        }
        return loader.isOnlyFor(host) ? "" : "this is the name of another kernel's probe, which this host cannot load";
    }

    private String obstacle(Loader loader, ProbeKind kind) {
        Optional<String> distro = distro();
        if (distro.isEmpty()) {
            return "no distribution that this program builds for (" + String.join(", ", distros)
                    + ") has the kernels of " + host.os().id();
        }
        return kernel(distro.get())
                .flatMap(kernel -> DriverSupport.obstacle(loader.driver(), kernel, kind))
                .orElse("");
    }

    private String knownBad(Loader loader, ProbeKind kind) {
        return distro().flatMap(this::kernel)
                .flatMap(kernel -> known.against(kernel, loader.driver(), kind))
                .map(entry -> entry.where() + ": " + entry.detail())
                .orElse("");
    }

    private Optional<String> distro() {
        return host.distros().stream().filter(distros::contains).findFirst();
    }

    /** As much of a kernel as the driver's support depends on. */
    private Optional<Kernel> kernel(String distro) {
        try {
            return Optional.of(new Kernel(
                    distro,
                    new KernelRelease(host.uname().release()),
                    "",
                    "",
                    host.uname().machine(),
                    "",
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Builds this kernel's probe and no other. */
    private List<String> command(Loader loader, ProbeKind kind) {
        return List.of(
                "build-probe-binaries",
                loader.falco().value(),
                "--distro",
                distro().orElseThrow(),
                "--kernel",
                "^" + host.uname().release().replaceAll("[.+]", "\\\\$0") + "$",
                "--kind",
                kind.id(),
                "--arch",
                host.uname().machine().machine());
    }
}
