package io.jenkins.plugins.falcoprobes.jenkins.branch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Launcher;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesConfiguration;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import io.jenkins.plugins.falcoprobes.jenkins.agent.ContainerAccess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.jenkinsci.plugins.docker.workflow.client.DockerClient;

/**
 * The builder containers of one part of a run, on one agent, seen from the controller: starts them, stops them all at the
 * end, and removes what earlier runs left behind there. Safe for several threads.
 */
final class AgentContainers implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(AgentContainers.class.getName());
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12,64}");

    private final Place place;
    private final Optional<Engine> engine;
    private final String image;
    private final EngineLogin login;
    private final ContainerLabels labels;
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** An engine that answers, and how it is called. */
    private record Engine(AgentEngine found, Launcher launcher, DockerClient client, EnvVars environment) {}

    private AgentContainers(Place place, String part, Optional<Engine> engine, String image, EngineLogin login) {
        this.place = place;
        this.engine = engine;
        this.image = image;
        this.login = login;
        this.labels = ContainerLabels.of(place.run(), part);
    }

    /**
     * Finds an agent's container engine, logs in where credentials are given, and sweeps.
     *
     * @param request says which ready-made images there are, and in which registry; what it does not say is configured
     * @param part names the part of the run; no two with the same name may run at the same time
     * @throws AbortException in one line, if the image's name or the credentials are none
     */
    static AgentContainers open(Place place, ProbeRequest request, String part)
            throws IOException, InterruptedException {
        FalcoProbesConfiguration defaults = FalcoProbesConfiguration.get();
        String image = request.getImage() == null ? defaults.getImage() : request.getImage();
        DockerRegistryEndpoint registry =
                request.getDockerRegistry() == null ? defaults.getDockerRegistry() : request.getDockerRegistry();
        return open(place, part, image, registry);
    }

    private static AgentContainers open(
            Place place, String part, @CheckForNull String image, @CheckForNull DockerRegistryEndpoint registry)
            throws IOException, InterruptedException {
        String name = ImageName.of(image, registry);
        // Not the step's launcher: within a container of docker.inside it would look for the engine in there.
        Launcher launcher = place.node().createLauncher(place.console());
        Optional<AgentEngine> found = AgentEngine.find(launcher, place);
        if (found.isEmpty()) {
            return new AgentContainers(place, part, Optional.empty(), name, EngineLogin.NONE);
        }
        AgentEngine engine = found.get();
        Launcher calls = new EngineLauncher(launcher, engine.program());
        EngineLogin login = EngineLogin.of(place, calls, engine, registry);
        EnvVars environment = new EnvVars(place.environment());
        environment.putAll(login.environment());
        DockerClient client = new DockerClient(calls, place.node(), null);
        AgentContainers containers = new AgentContainers(
                place, part, Optional.of(new Engine(engine, calls, client, environment)), name, login);
        boolean ready = false;
        try {
            containers.sweep();
            ready = true;
            return containers;
        } finally {
            if (!ready) {
                containers.close();
            }
        }
    }

    /** How the engine on the agent reaches the containers. */
    ContainerAccess access() throws IOException, InterruptedException {
        String owner = labels.run() + " " + labels.part();
        if (engine.isEmpty()) {
            return new ContainerAccess("", Map.of(), image, owner, "", Map.of());
        }
        Engine own = engine.get();
        AgentVolumes volumes = AgentVolumes.of(own.client(), own.environment());
        return new ContainerAccess(
                own.found().program(),
                EngineEnvironment.of(place.run(), own.environment()),
                image,
                owner,
                volumes.container(),
                volumes.folders());
    }

    /**
     * Starts a container that does nothing but wait, for {@link ContainerAccess#LIFETIME} at most.
     *
     * @param imageId what the engine knows the image by
     * @param options the engine's options for it, as the agent asks for
     * @return its id
     */
    String start(String imageId, String[] options) throws IOException, InterruptedException {
        Engine own = engine.orElseThrow(() -> new AbortException("there is no container engine"));
        ContainerOptions.check(imageId, options);
        if (closed) {
            throw new AbortException("the build is over");
        }
        String name = "falco-probe-builder-" + UUID.randomUUID();
        List<String> all = ContainerOptions.join(options, labels.options());
        all.addAll(List.of("--name=" + name, "--entrypoint=sleep"));
        boolean up = false;
        try {
            String id = own.client()
                    .run(
                            own.environment(),
                            imageId,
                            ContainerOptions.line(all),
                            null,
                            Map.of(),
                            List.of(),
                            new EnvVars(),
                            "",
                            Long.toString(ContainerAccess.LIFETIME.toSeconds()));
            if (!ID.matcher(id).matches()) {
                throw new AbortException(own.found().program() + " gave no id of its container: " + firstLine(id));
            }
            started.add(id);
            if (closed) {
                // It was closed meanwhile, and may not have seen this one.
                throw new AbortException("the build is over");
            }
            up = true;
            return id;
        } finally {
            if (!up) {
                removeFailed(own, name);
            }
        }
    }

    /** An engine that could not start a container, or was not let to, may have made it all the same. */
    private void removeFailed(Engine own, String name) {
        boolean interrupted = Thread.interrupted();
        try {
            own.client().rm(own.environment(), name);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "There is no container " + name + " on " + place.agent());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops and removes a container that was started here; another one, or one that is gone already, is left alone. */
    void stop(String id) throws IOException, InterruptedException {
        if (engine.isEmpty() || !started.contains(id)) {
            return;
        }
        Engine own = engine.get();
        try {
            own.client().stop(own.environment(), id);
        } catch (IOException e) {
            if (own.client().inspect(own.environment(), id, ".Id") != null) {
                throw e;
            }
            LOGGER.log(Level.FINE, e, () -> "Container " + id + " was gone before it was stopped");
        }
        started.remove(id);
    }

    private void sweep() throws InterruptedException {
        Engine own = engine.orElseThrow();
        try {
            AgentEngine.Answer list = own.found()
                    .call(
                            own.launcher(),
                            own.environment(),
                            "ps",
                            "--all",
                            "--quiet",
                            "--no-trunc",
                            "--filter",
                            labels.filter());
            for (String id : list.output().lines().map(String::strip).toList()) {
                String fields = ID.matcher(id).matches()
                        ? own.client().inspect(own.environment(), id, ContainerLabels.FIELDS)
                        : null;
                if (fields != null && labels.isLeftover(labels.other(fields))) {
                    own.client().rm(own.environment(), id);
                    println("Removed the container " + shortId(id) + " that an earlier build left behind");
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Containers left behind on " + place.agent() + " could not be removed");
        }
    }

    /** Stops every container. What cannot be stopped is logged; it is swept later, or ends by itself. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = Thread.interrupted();
        for (String id : List.copyOf(started)) {
            interrupted |= finish(
                    "The container " + shortId(id) + " on " + place.agent() + " could not be stopped; it ends in "
                            + ContainerAccess.LIFETIME.toHours() + " hours, or when the next build begins there",
                    () -> stop(id));
        }
        interrupted |= finish(
                "The login of the container engine on " + place.agent() + " could not be removed",
                () -> login.close(place.workspace().getChannel()));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Cleanup {
        void run() throws IOException, InterruptedException;
    }

    /** Whether it was interrupted, after which it is tried again: an abort must not leave things undone. */
    private boolean finish(String complaint, Cleanup cleanup) {
        boolean interrupted = false;
        while (true) {
            try {
                cleanup.run();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> complaint);
                println(complaint + ": " + firstLine(e.getMessage()));
                return interrupted;
            }
        }
    }

    private void println(String line) {
        place.console().getLogger().println(line);
    }

    private static String shortId(String id) {
        return id.substring(0, 12);
    }

    private static String firstLine(@CheckForNull String text) {
        return text == null ? "no message" : text.lines().findFirst().orElse("no message");
    }
}
