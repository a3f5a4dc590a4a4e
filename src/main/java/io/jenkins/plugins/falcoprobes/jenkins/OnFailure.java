package io.jenkins.plugins.falcoprobes.jenkins;

/** What becomes of a run some of whose probes failed. */
public enum OnFailure {
    /** It is unstable; the default, since the other probes are there. */
    UNSTABLE,
    /** It fails. */
    FAILURE,
    /** Nothing; the report tells. */
    IGNORE
}
