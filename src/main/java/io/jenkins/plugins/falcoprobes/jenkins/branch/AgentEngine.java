package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.EnvVars;
import hudson.Launcher;
import hudson.remoting.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.docker.commons.tools.DockerTool;

/**
 * The container engine of an agent.
 *
 * @param program its command, or the path to it
 * @param isPodman whether it is podman by its own name
 */
record AgentEngine(String program, boolean isPodman) {
    private static final String PODMAN = "podman";

    /** By this docker-workflow's {@code withTool} says which of Jenkins' docker tools is to be used. */
    private static final String DOCKER_TOOL = "DOCKER_TOOL_NAME";

    private static final long PATIENCE_SECONDS = 60;

    /** What an engine call prints. */
    record Answer(int status, String output) {}

    /** The engine that answers on an agent: docker, else podman. */
    static Optional<AgentEngine> find(Launcher launcher, Place place) throws IOException, InterruptedException {
        if (!launcher.isUnix()) {
            return Optional.empty();
        }
        EnvVars environment = place.environment();
        String docker =
                DockerTool.getExecutable(environment.get(DOCKER_TOOL), place.node(), place.console(), environment);
        for (AgentEngine engine : List.of(new AgentEngine(docker, false), new AgentEngine(PODMAN, true))) {
            if (engine.answers(launcher, environment)) {
                return Optional.of(engine);
            }
        }
        return Optional.empty();
    }

    private boolean answers(Launcher launcher, EnvVars environment) throws IOException, InterruptedException {
        try {
            // Clients answer much by themselves, but not this.
            return call(launcher, environment, "ps", "--quiet").status() == 0;
        } catch (IOException e) {
            if (Channel.isClosedChannelException(e)) {
                throw e;
            }
            // There is no such program.
            return false;
        }
    }

    /** Calls the engine; its status is not zero either if it had to be killed for want of an answer. */
    Answer call(Launcher launcher, EnvVars environment, String... arguments) throws IOException, InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String[] line = new String[arguments.length + 1];
        line[0] = program;
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        int status = launcher.launch()
                .cmds(line)
                .envs(environment)
                .quiet(true)
                .stdout(output)
                .stderr(OutputStream.nullOutputStream())
                .start()
                .joinWithTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS, launcher.getListener());
        return new Answer(status, output.toString(StandardCharsets.UTF_8));
    }
}
