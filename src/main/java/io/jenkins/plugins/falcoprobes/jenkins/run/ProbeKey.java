package io.jenkins.plugins.falcoprobes.jenkins.run;

/**
 * Which probe it is.
 *
 * @param distro the distribution's id
 * @param release what {@code uname -r} prints
 * @param architecture as {@code uname -m} prints it
 * @param kind {@code kmod} or {@code ebpf}
 */
public record ProbeKey(String distro, String release, String architecture, String kind)
        implements Comparable<ProbeKey> {
    /** The kernel that this probe is for, which all its kinds share. */
    public String kernel() {
        return distro + "/" + release + "/" + architecture;
    }

    /** By distribution and kernel, as text. */
    @Override
    public int compareTo(ProbeKey other) {
        int byKernel = kernel().compareTo(other.kernel());
        return byKernel != 0 ? byKernel : kind.compareTo(other.kind);
    }

    /** One line for people: {@code debian 6.1.0-50-amd64 kmod}. */
    @Override
    public String toString() {
        return distro + " " + release + " " + kind;
    }
}
