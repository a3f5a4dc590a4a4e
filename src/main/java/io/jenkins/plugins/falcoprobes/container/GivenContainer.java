package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A container that somebody else started, and stops. */
final class GivenContainer extends CommandLineContainer {
    private static final System.Logger LOG = System.getLogger(GivenContainer.class.getName());

    private final ContainerStopper stopper;
    private final long begun = System.nanoTime();
    private final Duration usable;
    private boolean closed;

    GivenContainer(EngineCommand engine, String id, Duration usable, ContainerStopper stopper) {
        super(engine, id);
        this.usable = usable;
        this.stopper = stopper;
    }

    @Override
    public boolean isAlive() {
        if (closed || System.nanoTime() - begun > usable.toNanos()) {
            return false;
        }
        try {
            return isRunning();
        } catch (EngineException e) {
            LOG.log(System.Logger.Level.DEBUG, "The container " + id() + " is taken for gone", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        try {
            stop();
        } catch (EngineException e) {
            LOG.log(System.Logger.Level.WARNING, "The container " + id() + " may be left behind", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** By whoever started it; where that one cannot be reached or is in no state to wait for, by the engine itself. */
    private void stop() throws EngineException {
        try {
            stopper.stop(id());
            return;
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The container " + id() + " is removed here", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine().callToTheEnd(List.of("rm", "--force", "--volumes", id()));
    }
}
