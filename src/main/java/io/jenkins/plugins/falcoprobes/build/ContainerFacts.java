package io.jenkins.plugins.falcoprobes.build;

import java.time.Duration;
import java.util.List;

/**
 * What the container's script says of a compile at the end of its output: lines of {@code key=value}.
 *
 * @param compiler the compiler's first line about itself; may be empty
 * @param cpuTime CPU time of everything the script ran
 */
record ContainerFacts(String compiler, Duration cpuTime) {
    /** No facts: the script did not get that far. */
    static final ContainerFacts NONE = new ContainerFacts("", Duration.ZERO);

    /** Reads the last lines of a log; what is not understood is left out. */
    static ContainerFacts of(List<String> logTail) {
        String compiler = "";
        Duration cpuTime = Duration.ZERO;
        for (String line : logTail) {
            if (line.startsWith("compiler=")) {
                compiler = line.substring("compiler=".length()).trim();
            } else if (line.matches("cpu_seconds=\\d{1,6}(\\.\\d{1,3})?")) {
                cpuTime =
                        Duration.ofMillis(Math.round(Double.parseDouble(line.substring(line.indexOf('=') + 1)) * 1000));
            }
        }
        return new ContainerFacts(compiler, cpuTime);
    }
}
