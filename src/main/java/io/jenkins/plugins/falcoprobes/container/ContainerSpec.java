package io.jenkins.plugins.falcoprobes.container;

import java.nio.file.Path;

/**
 * What a builder container is given.
 *
 * @param image the builder image
 * @param kernelFolder the host's folder that the container sees, read-only, as {@code /kernel}; what is in it may be
 *     exchanged between two commands; it and all in it must be readable for everybody
 * @param memory bytes of memory, swap included
 * @param processes how many processes at most
 * @param cpus how many CPUs' worth of time at most
 * @param disk bytes that may be written in all; they are held in memory
 * @param making whether a kernel's headers and programs are made in it: the build folder of the kernel, which must be there,
 *     empty and writable for everybody, can be written to, and what is written there can be run
 */
public record ContainerSpec(
        String image, Path kernelFolder, long memory, int processes, double cpus, long disk, boolean making) {
    /** A container that probes are built in. */
    public ContainerSpec(String image, Path kernelFolder, long memory, int processes, double cpus, long disk) {
        this(image, kernelFolder, memory, processes, cpus, disk, false);
    }

    /** The same with another folder. */
    public ContainerSpec withKernelFolder(Path other) {
        return new ContainerSpec(image, other, memory, processes, cpus, disk, making);
    }
}
