package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the build of one probe ended.
 *
 * @param build which one
 * @param files what was stored, one per path; empty when it failed
 * @param failure why it failed; empty when it was built
 * @param elapsed wall time of compile, checks and storing
 * @param compilerTime CPU time of everything that ran in the container for it
 * @param compiler the compiler's own words, for example {@code gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0}; may be empty
 * @param toolchain the builder image's part of the name; may be empty
 * @param image the builder image's digest; may be empty
 * @param tries what was tried before with other tools, a line each: which ones, and why they could not;
 *     those that were to make its kernel of source come first
 * @param log the compiler's full log, relative to the output folder; may be empty
 * @param configMd5 md5 of the configuration of the headers that it was built with; may be empty
 * @param unchecked what nobody knows of the probe, though it passed every check that there was; one line each
 * @param finished when it ended
 */
public record ProbeResult(
        ProbeBuild build,
        List<StoredProbe> files,
        Optional<Failure> failure,
        Duration elapsed,
        Duration compilerTime,
        String compiler,
        String toolchain,
        String image,
        List<String> tries,
        String log,
        String configMd5,
        List<String> unchecked,
        Instant finished) {
    public ProbeResult {
        files = List.copyOf(files);
        tries = List.copyOf(tries);
        unchecked = List.copyOf(unchecked);
    }

    /** The same, with its hint in other words. */
    public ProbeResult in(HintNames names) {
        return new ProbeResult(
                build,
                files,
                failure.map(why -> why.in(names)),
                elapsed,
                compilerTime,
                compiler,
                toolchain,
                image,
                tries,
                log,
                configMd5,
                unchecked,
                finished);
    }

    /** The same, after its kernel was tried to be made, a line for each try. */
    ProbeResult after(List<String> earlier) {
        return new ProbeResult(
                build,
                files,
                failure,
                elapsed,
                compilerTime,
                compiler,
                toolchain,
                image,
                Stream.concat(earlier.stream(), tries.stream()).toList(),
                log,
                configMd5,
                unchecked,
                finished);
    }

    /** Whether the probe is in the store. */
    public boolean isBuilt() {
        return failure.isEmpty();
    }

    /** The same build, which came to nothing after all. */
    ProbeResult failedOf(Failure why) {
        return new ProbeResult(
                build,
                List.of(),
                Optional.of(why),
                elapsed,
                compilerTime,
                compiler,
                toolchain,
                image,
                tries,
                log,
                configMd5,
                unchecked,
                finished);
    }
}
