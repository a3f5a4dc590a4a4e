package io.jenkins.plugins.falcoprobes.build;

/**
 * What one builder container may use.
 *
 * @param memory bytes, what is written to disk included
 * @param processes how many at most
 * @param cpus how many CPUs' worth of time
 * @param disk bytes of each of its writable folders
 * @param makeJobs how many compilers {@code make} runs at once in it
 */
public record ContainerLimits(long memory, int processes, double cpus, long disk, int makeJobs) {
    private static final long GIB = 1L << 30;

    /**
     * Limits for a machine. A module's files compile side by side, so that cores which other workers leave idle (they wait
     * for a download, or the last kernels are being built) are used.
     *
     * @param cores the machine's cores
     * @param workers how many containers share them
     */
    public static ContainerLimits of(int cores, int workers) {
        int makeJobs = Math.min(cores, Math.max(2, (cores + workers - 1) / workers));
        return new ContainerLimits(3 * GIB, 512, makeJobs, GIB, makeJobs);
    }
}
