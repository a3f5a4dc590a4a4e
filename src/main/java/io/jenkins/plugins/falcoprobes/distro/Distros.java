package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.repository.DebianMirrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The distributions that kernels are found in. A new one is a class that implements {@link Distro}, and a line here. */
public final class Distros {
    private static final Map<String, Entry> ENTRIES = new TreeMap<>(Map.ofEntries(
            rpm(AlmaLinux.ID, AlmaLinux::create),
            rpm(AlibabaLinux.ID, AlibabaLinux::create),
            // No key of it is known here, and its servers do not have https: somebody has to vouch for it.
            rpm(
                    AmazonLinux.ID,
                    AmazonLinux::create,
                    AmazonLinux.ID,
                    DistroSetting.keys(AmazonLinux.ID).name()),
            rpm(AmazonLinux2.ID, AmazonLinux2::create),
            rpm(AmazonLinux2022.ID, AmazonLinux2022::create),
            rpm(AmazonLinux2023.ID, AmazonLinux2023::create),
            Map.entry(Arch.ID, new Entry(Arch::create, Arch.mirrors(), List.of(DistroSetting.keys(Arch.ID)))),
            Map.entry(
                    Boot2Docker.ID,
                    new Entry(Boot2Docker::create, List.of(Boot2Docker.ID), ImageKernels.settings(Boot2Docker.ID))),
            Map.entry(
                    Bottlerocket.ID,
                    new Entry(Bottlerocket::create, List.of(Bottlerocket.ID), ImageKernels.settings(Bottlerocket.ID))),
            rpm(CentOs.ID, CentOs::create),
            Map.entry(Cos.ID, new Entry(Cos::create, Cos.mirrors(), List.of())),
            Map.entry(
                    CoreOs.ID,
                    new Entry(
                            CoreOs::create,
                            CoreOs.mirrors(),
                            List.of(DistroSetting.keys(CoreOs.ID)),
                            CoreOs.mirrors())),
            Map.entry(Custom.ID, new Entry(Custom::create, List.of(), Custom.SETTINGS, List.of(Custom.RELEASE.name()))),
            Map.entry(
                    Debian.ID,
                    new Entry(
                            Debian::create,
                            List.of(Debian.ID, DebianMirrors.SECURITY, DebianMirrors.FROZEN),
                            List.of(Debian.KEYS))),
            rpm(Fedora.ID, Fedora::create),
            Map.entry(
                    Flatcar.ID, new Entry(Flatcar::create, Flatcar.mirrors(), List.of(DistroSetting.keys(Flatcar.ID)))),
            Map.entry(
                    KernelList.ID,
                    new Entry(
                            KernelList::create, List.of(), List.of(KernelList.FILE), List.of(KernelList.FILE.name()))),
            Map.entry(
                    Minikube.ID, new Entry(Minikube::create, List.of(Minikube.ID), ImageKernels.settings(Minikube.ID))),
            rpm(OpenSuseLeap.ID, OpenSuseLeap::create),
            rpm(OpenSuseTumbleweed.ID, OpenSuseTumbleweed::create),
            rpm(OracleLinux.ID, OracleLinux::create),
            rpm(Photon.ID, Photon::create),
            apt(RaspberryPiOs.ID, RaspberryPiOs::create),
            rpm(Rhel.ID, Rhel::create, Rhel.ID, Rhel.ID + ".certificate"),
            rpm(Rocky.ID, Rocky::create),
            rpm(Sles.ID, Sles::create, Sles.ID),
            Map.entry(Talos.ID, new Entry(Talos::create, List.of(Talos.ID), ImageKernels.settings(Talos.ID))),
            apt(Ubuntu.ID, Ubuntu::create),
            Map.entry(
                    Vanilla.ID,
                    new Entry(
                            Vanilla::create,
                            List.of(Vanilla.ID),
                            Vanilla.SETTINGS,
                            List.of(Vanilla.RELEASES.name())))));

    /**
     * Those that nobody gets without asking for them: every kernel of the one takes hundreds of megabytes to fetch, the other has
     * had no release since 2020.
     */
    private static final Set<String> BY_NAME = Set.of(Flatcar.ID, Boot2Docker.ID);

    private Distros() {}

    /** The ids of all, in their order. */
    public static List<String> ids() {
        return List.copyOf(ENTRIES.keySet());
    }

    /**
     * The ids of those that are looked at where a user names none: all but those that need something of the user's which
     * was not given, and those that are too large for it and have no mirror of the user's.
     *
     * @param given the names of mirrors and settings that were given
     */
    public static List<String> standard(Collection<String> given) {
        return ENTRIES.keySet().stream()
                .filter(id -> {
                    List<String> wanted = BY_NAME.contains(id) ? ENTRIES.get(id).mirrors() : needs(id);
                    return wanted.isEmpty() || wanted.stream().anyMatch(given::contains);
                })
                .toList();
    }

    /**
     * What a distribution cannot be read without: the names of mirrors and settings, any one of which will do. Empty for
     * one that anybody can read, and for one that there is not.
     */
    public static List<String> needs(String id) {
        return ENTRIES.containsKey(id) ? ENTRIES.get(id).needs() : List.of();
    }

    /** What a {@link DistroContext} can name a mirror for: the distributions, and archives of theirs that live apart. */
    public static List<String> mirrors() {
        return ENTRIES.values().stream()
                .flatMap(entry -> entry.mirrors().stream())
                .toList();
    }

    /** The settings that there are. */
    public static List<DistroSetting> settings() {
        return ENTRIES.values().stream()
                .flatMap(entry -> entry.settings().stream())
                .toList();
    }

    /** Those with these ids, or the {@link #standard} ones if there are no ids. */
    public static List<Distro> of(List<String> ids, DistroContext context) throws IOException {
        List<Distro> asked = new ArrayList<>();
        for (String id : ids.isEmpty() ? standard(context.given()) : ids) {
            asked.add(named(id, context));
        }
        return asked;
    }

    /**
     * The distribution with this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Distro named(String id, DistroContext context) throws IOException {
        Entry entry = ENTRIES.get(id);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "\"" + id + "\" is no known distribution; accepted are " + String.join(", ", ids()));
        }
        return entry.factory().create(context);
    }

    private static Map.Entry<String, Entry> apt(String id, Factory factory) {
        return Map.entry(id, new Entry(factory, AptDistro.mirrors(id), List.of(DistroSetting.keys(id))));
    }

    private static Map.Entry<String, Entry> rpm(String id, Factory factory, String... needs) {
        List<DistroSetting> settings = new ArrayList<>(DistroSetting.login(id));
        settings.add(DistroSetting.keys(id));
        return Map.entry(id, new Entry(factory, RpmDistro.mirrors(id), settings, List.of(needs)));
    }

    private interface Factory {
        Distro create(DistroContext context) throws IOException;
    }

    /**
     * A distribution that there is.
     *
     * @param mirrors what mirrors can be named for
     * @param settings the settings that it knows
     * @param needs see {@link #needs}
     */
    private record Entry(Factory factory, List<String> mirrors, List<DistroSetting> settings, List<String> needs) {
        Entry(Factory factory, List<String> mirrors, List<DistroSetting> settings) {
            this(factory, mirrors, settings, List.of());
        }
    }
}
