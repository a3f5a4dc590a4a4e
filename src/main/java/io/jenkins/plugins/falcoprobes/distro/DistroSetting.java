package io.jenkins.plugins.falcoprobes.distro;

import java.util.List;

/**
 * A setting that a distribution knows.
 *
 * @param name as users write it: the distribution's id, a dot and a name, like {@code rhel.certificate}
 * @param kind what its value is
 * @param what it is, for people; a part of a sentence
 */
public record DistroSetting(String name, Kind kind, String what) {
    /** What a value is. */
    public enum Kind {
        /** A text. It is nothing secret: it stands on a command line and in Jenkins' configuration. */
        TEXT,

        /** A file whose content counts. In Jenkins it may be that of a credential, see {@link DistroSettings}. */
        FILE
    }

    /** The keys in the place of those that a distribution's packages and indexes are verified with otherwise. */
    static DistroSetting keys(String id) {
        return new DistroSetting(
                id + ".keys", Kind.FILE, "OpenPGP keys to verify with, in the place of the distribution's own");
    }

    /** What GitHub is shown, which answers 60 requests an hour to those who show nothing. */
    static DistroSetting token(String id) {
        return new DistroSetting(id + ".token", Kind.FILE, "a token of GitHub's, which then answers more requests");
    }

    /** Which of the releases on GitHub are looked at. */
    static DistroSetting since(String id) {
        return new DistroSetting(
                id + ".since",
                Kind.TEXT,
                "the oldest release to look at, like 1.4.0; without it, the newest six series");
    }

    /** What a server of rpm packages may ask for before it answers. */
    static List<DistroSetting> login(String id) {
        return List.of(
                new DistroSetting(
                        id + ".certificate",
                        Kind.FILE,
                        "a client certificate in PEM, its private key with it or apart"),
                new DistroSetting(id + ".key", Kind.FILE, "the certificate's private key in PEM, without a passphrase"),
                new DistroSetting(id + ".ca", Kind.FILE, "certificates in PEM that the server is to be trusted by"),
                new DistroSetting(id + ".header", Kind.FILE, "lines \"Name: value\" that requests have in their head"));
    }

    /** How it is written, with its value's kind in the place of a value: {@code rhel.certificate=FILE}. */
    public String usage() {
        return name + "=" + kind;
    }
}
