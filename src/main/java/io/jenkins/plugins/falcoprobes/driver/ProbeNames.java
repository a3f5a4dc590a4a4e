package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where loaders look for a probe: paths below a store's top, {@code /} between folders. A {@code +} is written as it is;
 * most loaders send {@code %2B} for it.
 *
 * <p>A probe's main path is the one that hosts of its distribution ask for. Aliases are copies for other hosts that can
 * load the same module ({@link KernelHosts}), for the loaders of other Falco releases that have the same driver, and for
 * services that read a {@code +} in another way.
 *
 * <p>The loaders cannot tell some kernels apart: {@code 6.12.117+deb13-amd64} (package 6.12.117-1) and
 * {@code 6.12.117+deb12-amd64} (6.12.117-1~deb12u1) are both looked up as {@code 6.12.117-1-amd64}, and each host can
 * load only its own module. The name then goes to one of them ({@link NameClaims}), and the other is stored by its own
 * release, where it can at least be found by hand.
 */
public final class ProbeNames {
    /** What is no rebuild for an older suite or release comes first. */
    private static final Comparator<Kernel> PRECEDENCE = Comparator.<Kernel, Boolean>comparing(
                    kernel -> kernel.packageVersion().contains("~")
                            || kernel.buildVersion().contains("~"))
            .thenComparing(kernel -> kernel.release().value())
            .thenComparing(Kernel::architecture)
            .thenComparing(Kernel::packageVersion);

    private final Naming naming;
    private final Loader loader;
    private final List<Loader> sameDriver;
    private final NameClaims claims = new NameClaims();
    private final Function<Kernel, Set<String>> leftAlone;
    private final IdentityHashMap<Kernel, Wishes> wishes = new IdentityHashMap<>();

    /**
     * The names of the probes of one Falco.
     *
     * @param driver the driver version that Falco's loader asks for
     * @param found every kernel that was found, not only those to build: who gets a name must not depend on a filter
     */
    public ProbeNames(Naming naming, FalcoVersion falco, DriverVersion driver, Collection<Kernel> found) {
        this(naming, falco, driver, found, kernel -> Set.of());
    }

    /**
     * As the other, where some kernels' probes have no aliases for hosts of other distributions, whose own kernels' probes
     * have those names in another run.
     *
     * @param leftAlone the ids of those distributions
     */
    public ProbeNames(
            Naming naming,
            FalcoVersion falco,
            DriverVersion driver,
            Collection<Kernel> found,
            Function<Kernel, Set<String>> leftAlone) {
        this.naming = naming;
        this.leftAlone = leftAlone;
        this.loader = new Loader(falco, driver);
        // What has hash names of its own is in the target's folders only by a user's wish, for no loader of its time.
        this.sameDriver = FalcoReleases.all().stream()
                .filter(release ->
                        release.driver().equals(driver) && !release.falco().equals(falco))
                .map(Loader::of)
                .filter(other -> !other.needsConfigMd5())
                .toList();
        if (naming != Naming.HASH) {
            claim(found.stream().sorted(PRECEDENCE).toList());
        }
    }

    /** First what hosts of the kernels' own distributions ask for, then what others do. */
    private void claim(List<Kernel> kernels) {
        for (ProbeKind kind : ProbeKind.values()) {
            for (Kernel kernel : kernels) {
                mainPath(kernel, kind).ifPresent(path -> claims.claim(path, kernel));
            }
            for (Kernel kernel : kernels) {
                aliases(kernel, kind).forEach(path -> claims.claim(path, kernel));
            }
            kernels.forEach(kernel -> mainOrOwnPath(kernel, kind));
        }
    }

    /** Whether there are names of the target era among them, which different kernels may share. */
    public boolean haveTarget() {
        return naming != Naming.HASH;
    }

    /** Whether there are names of the hash era among them, which hold the md5 of the kernel's configuration. */
    public boolean haveHash() {
        return naming != Naming.TARGET;
    }

    /**
     * The paths of a kernel's probe, the main one first.
     *
     * @param configMd5s {@link io.jenkins.plugins.falcoprobes.kernel.KernelConfig#md5} of each configuration that hosts may
     *     have; without one, there are no names of the hash era
     */
    public List<ProbePath> paths(Kernel kernel, ProbeKind kind, Collection<String> configMd5s) {
        List<ProbePath> hash = naming == Naming.TARGET
                ? List.of()
                : hashPaths(kernel, kind, configMd5s).toList();
        List<ProbePath> target = naming == Naming.HASH ? List.of() : targetPaths(kernel, kind);
        // The names that the version's own loader looks up come first.
        return (loader.needsConfigMd5()
                        ? Stream.concat(hash.stream(), target.stream())
                        : Stream.concat(target.stream(), hash.stream()))
                .toList();
    }

    /**
     * A probe's paths, now that more texts of the configuration are known that its hosts may have: they came out of making the
     * kernel of its source.
     *
     * @param paths what {@link #paths} gave
     */
    public List<ProbePath> with(Collection<String> configMd5s, List<ProbePath> paths, Kernel kernel, ProbeKind kind) {
        if (naming == Naming.TARGET) {
            return paths;
        }
        return Stream.concat(paths.stream(), hashPaths(kernel, kind, configMd5s))
                .distinct()
                .toList();
    }

    private Stream<ProbePath> hashPaths(Kernel kernel, ProbeKind kind, Collection<String> configMd5s) {
        Uname uname = host(kernel).uname();
        return configMd5s.stream().distinct().map(md5 -> ProbePath.main(loader.hashPath(uname, kind, md5)));
    }

    private List<ProbePath> targetPaths(Kernel kernel, ProbeKind kind) {
        String main = mainOrOwnPath(kernel, kind);
        Set<String> aliases = new LinkedHashSet<>();
        aliases(kernel, kind).stream().filter(path -> claims.has(path, kernel)).forEach(aliases::add);
        aliases.remove(main);
        return Stream.concat(Stream.of(ProbePath.main(main)), aliases.stream().map(ProbePath::alias))
                .toList();
    }

    /** The other kernel that has the name under which hosts of this one look, if so: theirs cannot find their probe. */
    public Optional<Kernel> shadowedBy(Kernel kernel) {
        return LoaderTarget.of(loader.falco(), host(kernel))
                .map(target -> loader.targetPath(host(kernel).uname(), ProbeKind.KMOD, target))
                .flatMap(claims::owner)
                .filter(owner -> !NameClaims.isSame(owner, kernel));
    }

    /** Whether a host that runs this kernel finds its probe under the name that this Falco's loader asks for. */
    public boolean isFindable(Kernel kernel) {
        return naming == Naming.HASH
                || mainPath(kernel, ProbeKind.KMOD)
                        .filter(path -> claims.has(path, kernel))
                        .isPresent();
    }

    /** What its hosts ask for; else what those with another Falco do, else a name that is found by hand only. */
    private String mainOrOwnPath(Kernel kernel, ProbeKind kind) {
        return Stream.concat(mainPath(kernel, kind).stream(), aliases(kernel, kind).stream())
                .filter(path -> claims.has(path, kernel))
                .findFirst()
                .orElseGet(() -> claims.claimFirst(ownPaths(kernel, kind), kernel));
    }

    private Optional<String> mainPath(Kernel kernel, ProbeKind kind) {
        return wishes(kernel).main(kind);
    }

    private Set<String> aliases(Kernel kernel, ProbeKind kind) {
        return wishes(kernel).aliases(kind);
    }

    /** Asked for several times each, and not cheap: by identity, since a kernel with its packages is slow to compare. */
    private Wishes wishes(Kernel kernel) {
        return wishes.computeIfAbsent(kernel, this::wish);
    }

    private Wishes wish(Kernel kernel) {
        Set<String> others = leftAlone.apply(kernel);
        List<LoaderHost> hosts = KernelHosts.of(kernel).stream()
                .filter(host -> !others.contains(host.os().id()))
                .toList();
        Map<ProbeKind, String> main = new EnumMap<>(ProbeKind.class);
        Map<ProbeKind, Set<String>> aliases = new EnumMap<>(ProbeKind.class);
        for (ProbeKind kind : ProbeKind.values()) {
            path(loader, kernel, hosts.get(0), kind).ifPresent(path -> main.put(kind, path));
            Set<String> wished = new LinkedHashSet<>();
            Stream.concat(Stream.of(loader), sameDriver.stream())
                    .forEach(each ->
                            hosts.forEach(host -> path(each, kernel, host, kind).ifPresent(path -> {
                                wished.add(path);
                                each.otherReading(path).ifPresent(wished::add);
                            })));
            aliases.put(kind, wished);
        }
        return new Wishes(main, aliases);
    }

    private static Optional<String> path(Loader loader, Kernel kernel, LoaderHost host, ProbeKind kind) {
        return LoaderTarget.of(loader.falco(), host)
                .filter(target -> target.isOnlyFor(kernel.release().value()))
                .map(target -> loader.targetPath(host.uname(), kind, target));
    }

    /** What a kernel's probes would be called if there were no other kernel. */
    private record Wishes(Map<ProbeKind, String> main, Map<ProbeKind, Set<String>> aliases) {
        Optional<String> main(ProbeKind kind) {
            return Optional.ofNullable(main.get(kind));
        }

        Set<String> aliases(ProbeKind kind) {
            return aliases.get(kind);
        }
    }

    /** Names that no loader asks for, the plainest first; the last one is nobody else's. */
    private List<String> ownPaths(Kernel kernel, ProbeKind kind) {
        String release = kernel.release().value();
        String build = kernel.buildVersion().replaceFirst("-Ubuntu$", "");
        String all = build + "-" + kernel.packageVersion() + "-" + kernel.architecture();
        return Stream.of(build.replaceFirst("^(\\d+).*", "$1"), build, all)
                .map(version ->
                        new LoaderTarget(kernel.target(), release, version.replaceAll("[^A-Za-z0-9._+~-]", "_")))
                .map(target -> loader.targetPath(host(kernel).uname(), kind, target))
                .toList();
    }

    private static LoaderHost host(Kernel kernel) {
        return KernelHosts.of(kernel).get(0);
    }
}
