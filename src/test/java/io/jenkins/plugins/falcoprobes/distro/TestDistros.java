package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.AptTable;
import io.jenkins.plugins.falcoprobes.repository.FileKeys;
import io.jenkins.plugins.falcoprobes.repository.RpmKeys;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Distributions whose packages a test has made, and signed with a key of its own. */
public final class TestDistros {
    private TestDistros() {}

    /** Rocky Linux, but for its keys. */
    public static Distro rocky(DistroContext context, byte[] keys) throws IOException {
        return new RpmDistro(Rocky.ID, RpmTable.of(Rocky.ID), Optional.of(new RpmKeys(keys)), context);
    }

    /** Red Hat Enterprise Linux, but for its keys. */
    public static Distro rhel(DistroContext context, byte[] keys) throws IOException {
        return new RpmDistro(Rhel.ID, RpmTable.of(Rhel.ID), Optional.of(new RpmKeys(keys)), context);
    }

    /** Ubuntu, but for its keys. */
    public static Distro ubuntu(DistroContext context, byte[] keys) throws IOException {
        return Ubuntu.of(context, AptTable.of(Ubuntu.ID).signedBy(keys));
    }

    /** Debian, with the build programs that such a machine runs. */
    public static Distro debian(DistroContext context, Architecture builder) {
        return new Debian(context.downloads(), context.debian(), builder);
    }

    /** Arch Linux, but for its keys. */
    public static Distro arch(DistroContext context, byte[] keys) {
        return new Arch(context, Map.of(Architecture.X86_64, new FileKeys(keys)));
    }

    /** Flatcar with these channels, and with other keys. */
    public static Distro flatcar(DistroContext context, Map<String, URI> channels, FileKeys keys) throws IOException {
        return new ContainerLinux(Flatcar.ID, channels, context, keys);
    }

    /** Container-Optimized OS with one build of known source, and where its configuration is. */
    public static Distro cos(DistroContext context, String path, String commit, String config, String build)
            throws IOException {
        return new Cos(context, "config " + commit + " " + path + " " + sha256(config) + "\n" + build + "\n");
    }

    private static String sha256(String text) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    /** CoreOS with these channels, and with other keys. */
    public static Distro coreos(DistroContext context, Map<String, URI> channels, FileKeys keys) throws IOException {
        return new ContainerLinux(CoreOs.ID, channels, context, keys);
    }
}
