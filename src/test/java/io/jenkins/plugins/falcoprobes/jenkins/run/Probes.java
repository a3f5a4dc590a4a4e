package io.jenkins.plugins.falcoprobes.jenkins.run;

import io.jenkins.plugins.falcoprobes.build.FailureClass;
import java.util.List;

/** Records for tests: kernels of Debian, as they come out of a run. */
final class Probes {
    private Probes() {}

    static ProbeKey key(String release, String kind) {
        return new ProbeKey("debian", release, "6.1.170-3", "", "x86_64", kind);
    }

    static ProbeRecord planned(String release, String kind) {
        return ProbeRecord.planned(key(release, kind));
    }

    static ProbeRecord built(String release, String kind, double seconds) {
        return record(key(release, kind), ProbeState.BUILT, "", "", seconds);
    }

    static ProbeRecord present(String release, String kind) {
        return record(key(release, kind), ProbeState.PRESENT, "", "", 0);
    }

    static ProbeRecord failed(String release, String kind, FailureClass failure) {
        return record(key(release, kind), ProbeState.FAILED, failure.id(), "it failed of " + failure.id(), 2);
    }

    static ProbeRecord record(ProbeKey key, ProbeState state, String reason, String detail, double seconds) {
        boolean there = state == ProbeState.BUILT || state == ProbeState.PRESENT;
        String extension = key.kind().equals("kmod") ? ".ko" : ".o";
        return new ProbeRecord(
                key,
                state,
                reason,
                detail,
                reason.isEmpty() ? "" : "look at the log",
                "gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0",
                seconds,
                seconds * 2,
                "logs/0.40.0/debian-" + key.release() + "-x86_64-" + key.kind() + ".log",
                there
                        ? List.of(new ProbeFile(
                                "8.0.0+driver/x86_64/falco_debian_" + key.release() + "_1" + extension,
                                1_234_567,
                                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"))
                        : List.of(),
                "debian",
                "agent-1",
                there);
    }
}
