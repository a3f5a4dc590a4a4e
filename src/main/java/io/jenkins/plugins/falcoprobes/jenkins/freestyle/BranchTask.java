package io.jenkins.plugins.falcoprobes.jenkins.freestyle;

import hudson.model.AbstractBuild;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Branch;
import io.jenkins.plugins.falcoprobes.jenkins.branch.BranchBuild;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Place;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/**
 * A branch of a freestyle build, waiting for an executor. It goes with its build: it is not kept over a restart, and it
 * runs while Jenkins waits for running builds, since its build is one of them.
 */
final class BranchTask implements Queue.Task, Queue.TransientTask, Queue.NonBlockingTask, AccessControlled {
    private final AbstractBuild<?, ?> build;
    private final ProbeCall call;
    private final Branch branch;
    private final String label;
    private final BranchConsole console;
    private final Authentication authentication;
    private BranchEnd end = BranchEnd.NONE;

    BranchTask(AbstractBuild<?, ?> build, ProbeCall call, Branch branch, String label, BranchConsole console) {
        this.build = build;
        this.call = call;
        this.branch = branch;
        this.label = label;
        this.console = console;
        this.authentication = Jenkins.getAuthentication2();
    }

    Branch branch() {
        return branch;
    }

    AbstractBuild<?, ?> build() {
        return build;
    }

    BranchConsole console() {
        return console;
    }

    /** How it ended, once it has. */
    synchronized BranchEnd end() {
        return end;
    }

    /** Builds on some agent; never throws, so that the executor goes on. */
    void buildAt(Place place) {
        BranchEnd how = BranchEnd.of(new Building(place)::build);
        synchronized (this) {
            end = how;
        }
    }

    /** Tells that the agent cannot even begin. */
    synchronized void lost(String why) {
        end = new BranchEnd(BranchEnd.Kind.AGENT_TROUBLE, why);
    }

    private final class Building {
        private final Place place;

        Building(Place place) {
            this.place = place;
        }

        void build() throws IOException, InterruptedException {
            new BranchBuild(call, branch, place, BranchBuild.ATTEMPTS).build();
        }
    }

    @Override
    public Queue.Executable createExecutable() {
        return new BranchExecutable(this);
    }

    @Override
    public Label getAssignedLabel() {
        return label.isEmpty() ? null : Jenkins.get().getLabel(label);
    }

    @Override
    public Queue.Task getOwnerTask() {
        return build.getProject();
    }

    @Override
    public Queue.Executable getOwnerExecutable() {
        return build;
    }

    @Override
    public Authentication getDefaultAuthentication2() {
        return authentication;
    }

    @Override
    public Authentication getDefaultAuthentication2(Queue.Item item) {
        return authentication;
    }

    @Override
    public boolean isConcurrentBuild() {
        return true;
    }

    @Override
    public String getAffinityKey() {
        return build.getProject().getFullName() + " " + branch.name();
    }

    @Override
    public String getName() {
        return build.getProject().getName() + " " + branch.name();
    }

    @Override
    public String getDisplayName() {
        return build.getFullDisplayName() + " " + branch.name();
    }

    @Override
    public String getFullDisplayName() {
        return getDisplayName();
    }

    @Override
    public String getUrl() {
        return build.getUrl();
    }

    @Override
    public ACL getACL() {
        return build.getACL();
    }

    @Override
    public void checkAbortPermission() {
        build.checkPermission(Item.CANCEL);
    }
}
