package io.jenkins.plugins.falcoprobes.container;

import java.util.concurrent.Semaphore;

/**
 * Builds in the container that this JVM itself runs in, where there is no engine. That container's limits are all that
 * bounds a build, and there is one place to build in: however many containers are started here, they take turns.
 */
public final class InPlaceRuntime implements ContainerRuntime {
    /** Of this JVM, since it has one {@code /kernel}. */
    private static final Semaphore TURN = new Semaphore(1, true);

    private final BuilderPlace place;

    /** Builds in this place. */
    public InPlaceRuntime(BuilderPlace place) {
        this.place = place;
    }

    @Override
    public String name() {
        return "the agent's own container";
    }

    @Override
    public boolean answers() {
        return true;
    }

    @Override
    public BuildContainer start(ContainerSpec spec) {
        return new InPlaceContainer(place, spec.kernelFolder(), TURN);
    }

    /** There is nothing to remove: a build's processes end with the container, and the next build clears its place. */
    @Override
    public int sweep() {
        return 0;
    }
}
