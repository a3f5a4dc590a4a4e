package io.jenkins.plugins.falcoprobes.driver;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host, as far as Falco's loaders look at it to find out which probe it needs.
 *
 * @param uname what its kernel says
 * @param os what its {@code /etc/os-release} says
 * @param minikube the version in its {@code /etc/VERSION}, which only Minikube's hosts have, for example {@code 1.26.0}
 */
public record LoaderHost(Uname uname, OsRelease os, Optional<String> minikube) {
    private static final Pattern MINIKUBE = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    /** A host that is none of Minikube's. */
    public LoaderHost(Uname uname, OsRelease os) {
        this(uname, os, Optional.empty());
    }

    /** The version in the text of {@code /etc/VERSION}: of {@code v1.26.0-1655407986-14197} it is {@code 1.26.0}. */
    public static Optional<String> minikubeVersion(String etcVersion) {
        Matcher matcher = MINIKUBE.matcher(etcVersion);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** The ids of distributions whose kernels' probes serve this host, its own first. */
    public List<String> distros() {
        return KernelHosts.distros(this);
    }

    @Override
    public String toString() {
        return os.id() + (os.versionId().isEmpty() ? "" : " " + os.versionId()) + " with " + uname.release() + " on "
                + uname.machine();
    }
}
