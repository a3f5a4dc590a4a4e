package io.jenkins.plugins.falcoprobes.bench;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The kernels that the benchmark plans, and how long each takes to compile: the same ones in every JVM. */
final class SimulatedKernels {
    /** So many there can be: releases are as long as that of the fixture that stands in for their modules. */
    private static final int FIRST = 1000;

    private static final double LEAST_SECONDS = 1;
    private static final double MORE_SECONDS = 5;

    private SimulatedKernels() {}

    /** The releases, {@code 6.1.1000-amd64} and so on. */
    static List<String> releases(int count) {
        return IntStream.range(FIRST, FIRST + count)
                .mapToObj(i -> "6.1." + i + "-amd64")
                .toList();
    }

    /** The time of a compile: from 1 s to 6 s, a fifth of what real ones take. */
    static Duration compileTime(String release) {
        double random = new Random(release.hashCode()).nextDouble();
        return Duration.ofMillis(Math.round(1000 * (LEAST_SECONDS + MORE_SECONDS * random)));
    }

    /** All compile times, one after the other. */
    static Duration total(List<String> releases) {
        return releases.stream().map(SimulatedKernels::compileTime).reduce(Duration.ZERO, Duration::plus);
    }
}
