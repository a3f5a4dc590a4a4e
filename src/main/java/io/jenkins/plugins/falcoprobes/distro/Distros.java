package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.repository.DebianMirrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The distributions that kernels are found in. A new one is a class that implements {@link Distro}, and a line here. */
public final class Distros {
    private static final Map<String, Factory> FACTORIES = new TreeMap<>(Map.ofEntries(
            Map.entry(AlmaLinux.ID, AlmaLinux::create),
            Map.entry(AmazonLinux2.ID, AmazonLinux2::create),
            Map.entry(AmazonLinux2023.ID, AmazonLinux2023::create),
            Map.entry(CentOs.ID, CentOs::create),
            Map.entry(Debian.ID, Debian::create),
            Map.entry(Fedora.ID, Fedora::create),
            Map.entry(OpenSuseLeap.ID, OpenSuseLeap::create),
            Map.entry(OpenSuseTumbleweed.ID, OpenSuseTumbleweed::create),
            Map.entry(OracleLinux.ID, OracleLinux::create),
            Map.entry(Photon.ID, Photon::create),
            Map.entry(RaspberryPiOs.ID, RaspberryPiOs::create),
            Map.entry(Rocky.ID, Rocky::create),
            Map.entry(Ubuntu.ID, Ubuntu::create)));

    private Distros() {}

    /** The ids of all, in their order. */
    public static List<String> ids() {
        return List.copyOf(FACTORIES.keySet());
    }

    /** What a {@link DistroContext} can name a mirror for: the distributions, and archives of theirs that live apart. */
    public static List<String> mirrors() {
        return FACTORIES.keySet().stream().flatMap(id -> mirrors(id).stream()).toList();
    }

    private static List<String> mirrors(String id) {
        return switch (id) {
            case Debian.ID -> List.of(id, DebianMirrors.SECURITY, DebianMirrors.FROZEN);
            case RaspberryPiOs.ID, Ubuntu.ID -> AptDistro.mirrors(id);
            default -> RpmDistro.mirrors(id);
        };
    }

    /** All of them. */
    public static List<Distro> all(DistroContext context) throws IOException {
        List<Distro> all = new ArrayList<>();
        for (Factory factory : FACTORIES.values()) {
            all.add(factory.create(context));
        }
        return all;
    }

    /**
     * The distribution with this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Distro named(String id, DistroContext context) throws IOException {
        Factory factory = FACTORIES.get(id);
        if (factory == null) {
            throw new IllegalArgumentException(
                    "\"" + id + "\" is no known distribution; accepted are " + String.join(", ", ids()));
        }
        return factory.create(context);
    }

    private interface Factory {
        Distro create(DistroContext context) throws IOException;
    }
}
