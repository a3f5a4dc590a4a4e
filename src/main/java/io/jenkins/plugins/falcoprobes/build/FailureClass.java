package io.jenkins.plugins.falcoprobes.build;

import java.util.Locale;

/** What kind of trouble a probe failed of; tells whether another try can help and whom to ask. */
public enum FailureClass {
    /** A package or an index could not be fetched. */
    DOWNLOAD(true),
    /** A signature or a checksum does not fit: nothing of it was used. */
    SIGNATURE(false),
    /** A package is broken or has an entry that may not be unpacked. */
    UNPACK(false),
    /** The compiler or another tool is missing or unusable for this kernel. */
    TOOLCHAIN(false),
    /** The driver does not compile against this kernel. */
    COMPILE(false),
    /** This driver cannot support this kernel. */
    UNSUPPORTED(false),
    /** The compiled probe is not the probe of this kernel. */
    CHECK(false),
    /** The compile took longer than allowed. */
    TIMEOUT(false),
    /** The probe could not be written, for example onto a full disk. */
    STORE(false),
    /** The probe is built and kept, but could not be brought to where it is published. */
    PUBLISH(true),
    /** Another build of the probe, with other bytes, is published already and stays. */
    CONFLICT(false),
    /** The container engine failed. */
    ENGINE(true),
    /** A defect of this program. */
    INTERNAL(false);

    private final boolean retried;

    FailureClass(boolean retried) {
        this.retried = retried;
    }

    /** Whether the same thing may succeed when tried again. */
    public boolean isRetried() {
        return retried;
    }

    /** The word that reports use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
