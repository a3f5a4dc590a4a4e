package io.jenkins.plugins.falcoprobes.jenkins;

import io.jenkins.plugins.falcoprobes.jenkins.publish.ArchivePublisher;
import java.util.List;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;

/** Requests for tests of forms. */
final class Requests {
    private Requests() {}

    /** One that has nothing at its default. */
    static ProbeRequest full() {
        ProbeRequest request = new ProbeRequest("0.40.0");
        request.setDistros(List.of("debian"));
        request.setKernels("^6\\.1\\..*[0-9]-amd64$");
        request.setLatest(2);
        request.setKinds(List.of("ebpf"));
        request.setArchitectures(List.of("x86_64", "aarch64"));
        request.setDriverSource("debian:trixie");
        request.setNaming("both");
        request.setJobs(4);
        request.setTimeout("1h30m");
        request.setRetries(0);
        request.setForce(true);
        request.setKnownBad("kernel=6.5 until=2027-06-30 issue=https://example.org/1 does not compile");
        request.setTryKnownBad(true);
        request.setLabel("docker && linux");
        request.setShards(3);
        request.setImage("registry.example.org/falco-probe-builder");
        request.setDockerRegistry(new DockerRegistryEndpoint("https://registry.example.org/", null));
        request.setCache("/var/cache/falco-probe-builder");
        request.setOnFailure(OnFailure.IGNORE);
        ArchivePublisher publisher = new ArchivePublisher();
        publisher.setFingerprint(false);
        request.setPublish(publisher);
        return request;
    }
}
