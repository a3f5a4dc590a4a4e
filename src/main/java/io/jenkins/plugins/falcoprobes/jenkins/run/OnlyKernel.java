package io.jenkins.plugins.falcoprobes.jenkins.run;

import hudson.model.Action;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import java.util.List;

/**
 * Makes a run build the probes of one kernel alone, whatever its job asks for: it goes with the run from the queue on, so
 * that every job can be run so, with or without parameters.
 */
public final class OnlyKernel implements Queue.QueueAction {
    private final String distro;
    private final String release;

    /**
     * For one kernel.
     *
     * @param distro the distribution's id
     * @param release what {@code uname -r} prints
     */
    OnlyKernel(String distro, String release) {
        this.distro = distro;
        this.release = release;
    }

    /** What a run is to build: what its job asks for, or of that one kernel alone. */
    static ProbeRequest restrict(Run<?, ?> run, ProbeRequest request) {
        OnlyKernel only = run.getAction(OnlyKernel.class);
        return only == null ? request : request.ofKernel(only.distro, only.release);
    }

    /** The distribution's id. */
    public String getDistro() {
        return distro;
    }

    /** What {@code uname -r} prints. */
    public String getRelease() {
        return release;
    }

    /** It waits beside other runs of its job, even if they wait for the same things. */
    @Override
    public boolean shouldSchedule(List<Action> others) {
        return others.stream().noneMatch(this::isSame);
    }

    private boolean isSame(Action other) {
        return other instanceof OnlyKernel that && distro.equals(that.distro) && release.equals(that.release);
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
