package io.jenkins.plugins.falcoprobes.driver;

/** The two families of names that loaders look up. */
public enum Naming {
    /** {@code stable/sysdig-probe-binaries/falco-probe-<version>-<machine>-<release>-<config md5>.ko}, up to Falco 0.22. */
    HASH,
    /** {@code <driver version>/[<machine>/]falco_<target>_<release>_<version>.ko}, since Falco 0.23. */
    TARGET,
    /** Both, whatever the version. */
    BOTH
}
