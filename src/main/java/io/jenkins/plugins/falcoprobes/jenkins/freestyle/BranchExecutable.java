package io.jenkins.plugins.falcoprobes.jenkins.freestyle;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.TopLevelItem;
import hudson.model.queue.SubTask;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.falcoprobes.jenkins.branch.Place;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A branch of a freestyle build on its executor. */
final class BranchExecutable implements Queue.Executable {
    private static final Logger LOGGER = Logger.getLogger(BranchExecutable.class.getName());

    /** Processes that have this in their environment are ended with the branch. */
    private static final String COOKIE = "FALCO_PROBES_COOKIE";

    private final BranchTask task;

    BranchExecutable(BranchTask task) {
        this.task = task;
    }

    @Override
    public SubTask getParent() {
        return task;
    }

    @Override
    public Queue.Executable getParentExecutable() {
        return task.build();
    }

    @Override
    public String getConsoleUrl() {
        return task.build().getConsoleUrl();
    }

    @Override
    public String toString() {
        return task.getDisplayName();
    }

    @Override
    public void run() {
        Executor executor = Executor.currentExecutor();
        Computer computer = executor == null ? null : executor.getOwner();
        Node node = computer == null ? null : computer.getNode();
        FilePath folder = node == null
                ? null
                : node.getWorkspaceFor((TopLevelItem) task.build().getProject().getRootProject());
        if (folder == null) {
            task.lost("the agent is gone");
            return;
        }
        try (WorkspaceList.Lease lease = computer.getWorkspaceList().allocate(folder)) {
            task.console()
                    .getLogger()
                    .println("building on " + node.getDisplayName() + " in " + lease.path.getRemote());
            build(computer, node, lease.path);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot build " + task.getDisplayName(), e);
            task.lost("cannot begin on " + node.getDisplayName() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void build(Computer computer, Node node, FilePath workspace) throws IOException, InterruptedException {
        Launcher launcher = node.createLauncher(task.console());
        EnvVars environment = computer.getEnvironment();
        environment.overrideAll(computer.buildEnvironment(task.console()));
        String cookie = UUID.randomUUID().toString();
        environment.put(COOKIE, cookie);
        environment.put("BUILD_TAG", task.build().getExternalizableId());
        try {
            task.buildAt(new Place(task.build(), node, workspace, launcher, environment, task.console()));
        } finally {
            launcher.kill(Map.of(COOKIE, cookie));
        }
    }
}
