package io.jenkins.plugins.falcoprobes.distro;

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

    /** How it is written, with its value's kind in the place of a value: {@code rhel.certificate=FILE}. */
    public String usage() {
        return name + "=" + kind;
    }
}
