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
 */
public record ContainerSpec(String image, Path kernelFolder, long memory, int processes, double cpus, long disk) {}
