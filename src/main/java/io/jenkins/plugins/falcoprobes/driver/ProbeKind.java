package io.jenkins.plugins.falcoprobes.driver;

import java.util.Locale;
import java.util.Optional;

/** What Falco's driver is built as. */
public enum ProbeKind {
    /** The kernel module. */
    KMOD("kmod", "ko"),
    /** The eBPF object. */
    EBPF("ebpf", "o");

    private final String id;
    private final String extension;

    ProbeKind(String id, String extension) {
        this.id = id;
        this.extension = extension;
    }

    /** The word that options and reports use. */
    public String id() {
        return id;
    }

    /** The file name's ending, without its dot. */
    public String extension() {
        return extension;
    }

    /** The kind with this id, in any case. */
    public static Optional<ProbeKind> named(String id) {
        for (ProbeKind kind : values()) {
            if (kind.id.equals(id.toLowerCase(Locale.ROOT))) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return id;
    }
}
