package io.jenkins.plugins.falcoprobes.jenkins.freestyle;

import hudson.remoting.Channel;
import io.jenkins.plugins.falcoprobes.jenkins.branch.AgentTroubleException;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How a branch ended.
 *
 * @param kind whether it is done, and what else can be done
 * @param message why not; else empty
 */
record BranchEnd(Kind kind, String message) {
    private static final Logger LOGGER = Logger.getLogger(BranchEnd.class.getName());

    /** It has not ended. */
    static final BranchEnd NONE = new BranchEnd(Kind.STOPPED, "it was taken from the queue");

    enum Kind {
        /** Every probe of it has ended, well or not. */
        DONE,
        /** The agent failed; another may do. */
        AGENT_TROUBLE,
        /** It can not be built. */
        FAILED,
        /** Somebody stopped it. */
        STOPPED
    }

    /** What building comes to. */
    static BranchEnd of(Building building) {
        try {
            building.build();
            return new BranchEnd(Kind.DONE, "");
        } catch (InterruptedException e) {
            // The executor clears this; the build is told by the kind.
            Thread.currentThread().interrupt();
            return new BranchEnd(Kind.STOPPED, "it was stopped");
        } catch (AgentTroubleException e) {
            return new BranchEnd(Kind.AGENT_TROUBLE, e.getMessage());
        } catch (IOException e) {
            boolean lost = Channel.isClosedChannelException(e);
            return new BranchEnd(lost ? Kind.AGENT_TROUBLE : Kind.FAILED, lost ? "the agent was lost" : e.getMessage());
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "A branch of Falco probes failed", e);
            return new BranchEnd(Kind.FAILED, e.toString());
        }
    }

    /** Something that builds. */
    @FunctionalInterface
    interface Building {
        void build() throws IOException, InterruptedException;
    }
}
