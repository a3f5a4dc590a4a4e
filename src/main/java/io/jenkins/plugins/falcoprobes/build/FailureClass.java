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
    /** What there is of a kernel lacks something that probes are built with, or does not fit together: no tools help. */
    KERNEL(false),
    /** Nobody has said which configuration the kernel's hosts have. */
    CONFIG(false),
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

    /** One line: what to do about it. */
    public String hint(HintNames names) {
        return switch (this) {
            case DOWNLOAD ->
                "Run again: what was fetched is kept. If it stays, the mirror may have dropped the package;"
                        + " name another with " + names.mirrors() + ".";
            case SIGNATURE ->
                "Do not use this mirror until it is clear why it serves other bytes than the distribution"
                        + " signed; name another with " + names.mirrors() + ".";
            case UNPACK -> "The package fits its checksum but cannot be unpacked safely; please report it.";
            case KERNEL ->
                "Nothing can be built of these packages, or of this source, configuration and patches, here; see the log."
                        + " Where programs are for another machine, build on an agent of that kind.";
            case CONFIG ->
                "Give the configuration as the message says, or set " + names.naming()
                        + " to target, if no Falco up to 0.22 is to find the probe.";
            case TOOLCHAIN ->
                "The builder image lacks what this kernel needs; see the log, and rebuild the image with"
                        + " make -C docker.";
            case COMPILE ->
                "The driver does not compile against this kernel; see the log. A newer Falco may support it.";
            case UNSUPPORTED -> "Use a Falco version whose driver supports this kernel.";
            case CHECK -> "The compiled probe would not load on this kernel and was not stored; please report it.";
            case TIMEOUT -> "Allow more with " + names.timeout() + ", or run fewer at once with " + names.jobs() + ".";
            case STORE -> "Make room or fix the folder's permissions and run again: what was finished stays finished.";
            case PUBLISH -> "Run again: what was built is kept, and only its upload is repeated.";
            case CONFLICT ->
                "Hosts may have loaded what is published, so it stays; " + names.force()
                        + " replaces it with this build, which is kept in the output folder.";
            case ENGINE -> "Check that the container engine runs and has room, then run again.";
            case INTERNAL -> "This is a defect of the probe builder; please report it with the log.";
        };
    }

    /** The word that reports use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
