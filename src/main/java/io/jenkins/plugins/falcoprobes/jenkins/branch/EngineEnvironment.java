package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.EnvVars;
import hudson.model.Run;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What of a step's environment the engine's calls on the agent get. Not all of it: it may have secrets for other things. */
final class EngineEnvironment {
    /** How docker and podman find their server and credentials; and by what Jenkins finds a build's processes. */
    private static final Set<String> NAMES = Set.of(
            "DOCKER_HOST",
            "DOCKER_CONTEXT",
            "DOCKER_CONFIG",
            "DOCKER_CERT_PATH",
            "DOCKER_TLS",
            "DOCKER_TLS_VERIFY",
            "DOCKER_API_VERSION",
            "CONTAINER_HOST",
            "CONTAINER_CONNECTION",
            "CONTAINER_SSHKEY",
            "REGISTRY_AUTH_FILE",
            "XDG_RUNTIME_DIR",
            "BUILD_ID",
            "HUDSON_COOKIE",
            "JENKINS_COOKIE",
            "HUDSON_SERVER_COOKIE",
            "JENKINS_SERVER_COOKIE",
            "JENKINS_NODE_COOKIE");

    private EngineEnvironment() {}

    /** The part of an environment that engine calls need. */
    static Map<String, String> of(Run<?, ?> run, EnvVars environment) {
        Map<String, String> needed = new TreeMap<>(run.getCharacteristicEnvVars());
        environment.forEach((name, value) -> {
            if (NAMES.contains(name)) {
                needed.put(name, value);
            }
        });
        return needed;
    }
}
