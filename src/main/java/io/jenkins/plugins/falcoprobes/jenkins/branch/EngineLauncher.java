package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.Launcher;
import hudson.Proc;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Launches the calls of an agent's container engine: of podman too, which {@code DockerClient} does not know, without
 * printing their command lines, and none without a time limit.
 */
final class EngineLauncher extends Launcher.DecoratedLauncher {
    /** As long as {@code DockerClient} waits for its calls. */
    private static final long LIMIT_SECONDS = 180;

    private final String program;

    /**
     * A launcher.
     *
     * @param program what is launched, whatever the first word of a command line is
     */
    EngineLauncher(Launcher inner, String program) {
        super(inner);
        this.program = program;
    }

    @Override
    public Proc launch(ProcStarter starter) throws IOException {
        List<String> line = new ArrayList<>(starter.cmds());
        line.set(0, program);
        return new Limited(super.launch(starter.cmds(line).quiet(true)));
    }

    /** A process that is killed if it does not end in time. */
    private final class Limited extends Proc {
        private final Proc proc;

        Limited(Proc proc) {
            this.proc = proc;
        }

        @Override
        public int join() throws IOException, InterruptedException {
            return proc.joinWithTimeout(LIMIT_SECONDS, TimeUnit.SECONDS, getListener());
        }

        @Override
        public boolean isAlive() throws IOException, InterruptedException {
            return proc.isAlive();
        }

        @Override
        public void kill() throws IOException, InterruptedException {
            proc.kill();
        }

        @Override
        public InputStream getStdout() {
            return proc.getStdout();
        }

        @Override
        public InputStream getStderr() {
            return proc.getStderr();
        }

        @Override
        public OutputStream getStdin() {
            return proc.getStdin();
        }
    }
}
