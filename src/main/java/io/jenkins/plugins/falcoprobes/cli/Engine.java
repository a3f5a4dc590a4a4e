package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroSetting;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks of the engine. An {@link IOException} means that nothing could be set up: its message is
 * printed as one line and the exit status is 2.
 */
public interface Engine {
    /** The kernels that the request's filters keep. */
    Distro.Discovery list(BuildRequest request, BuildListener listener) throws IOException, InterruptedException;

    /** What could be built with a driver of what the request's distributions have, whatever is built already. */
    BuildPlan outlook(BuildRequest request, DriverVersion driver, BuildListener listener)
            throws IOException, InterruptedException;

    /** What a run would do; builds nothing and changes nothing outside the cache. */
    BuildPlan plan(BuildRequest request, BuildListener listener) throws IOException, InterruptedException;

    /**
     * Builds what is missing.
     *
     * @return what was done; when the calling thread is interrupted after {@link BuildListener#planned}, the run stops,
     *     cleans up behind itself and returns an {@linkplain BuildSummary#interrupted() interrupted} summary
     * @throws InterruptedException when the calling thread is interrupted before there was a plan
     */
    BuildSummary run(BuildRequest request, BuildListener listener) throws IOException, InterruptedException;

    /** What is known of a probe that is published and need not be in the output folder; asked after {@link #run}. */
    default Optional<StoredProbe> published(String path) {
        return Optional.empty();
    }

    /** Makes engines. Asking for {@link #distros()} touches neither disk nor network. */
    interface Factory {
        /** The ids of the distributions that there are, in the order in which help shows them. */
        List<String> distros();

        /** What a mirror can be named for: the distributions, and those of their archives that live apart. */
        default List<String> mirrors() {
            return distros();
        }

        /** The settings of distributions that there are. */
        default List<DistroSetting> settings() {
            return List.of();
        }

        /** The mirrors and settings of which a distribution needs one. */
        default List<String> needs(String distro) {
            return List.of();
        }

        /** An engine that works with these folders and mirrors. */
        Engine open(Settings settings) throws IOException;
    }
}
