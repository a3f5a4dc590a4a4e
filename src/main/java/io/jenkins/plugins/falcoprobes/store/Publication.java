package io.jenkins.plugins.falcoprobes.store;

import java.io.Serializable;
import java.util.Map;

/**
 * What a run published, beside what it left in its folder.
 *
 * @param place where, for people: {@code s3://bucket/prefix}; empty for a store that publishes nowhere
 * @param uploaded how many probes it uploaded
 * @param failed what could not be published, by path, and why
 */
public record Publication(String place, int uploaded, Map<String, Obstacle> failed) implements Serializable {
    private static final long serialVersionUID = 1;

    /** Nothing, nowhere. */
    public static final Publication NONE = new Publication("", 0, Map.of());

    public Publication {
        failed = Map.copyOf(failed);
    }

    /**
     * Why a probe could not be published.
     *
     * @param conflict whether another build of it is published, with other bytes
     * @param message one line
     */
    public record Obstacle(boolean conflict, String message) implements Serializable {
        private static final long serialVersionUID = 1;
    }
}
