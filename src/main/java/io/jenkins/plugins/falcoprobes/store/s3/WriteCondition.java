package io.jenkins.plugins.falcoprobes.store.s3;

/**
 * When an object may be written ("conditional writes" of S3).
 *
 * @param kind which rule
 * @param etag of what must still be there; empty unless {@link Kind#UNCHANGED}
 */
public record WriteCondition(Kind kind, String etag) {
    /** The rules that there are. */
    public enum Kind {
        /** Whatever is there is replaced. */
        ALWAYS,
        /** Only if nothing is there: {@code If-None-Match: *}. */
        ABSENT,
        /** Only if what is there has this ETag: {@code If-Match}. */
        UNCHANGED
    }

    /** Replaces what is there. */
    public static WriteCondition always() {
        return new WriteCondition(Kind.ALWAYS, "");
    }

    /** Writes only where nothing is. */
    public static WriteCondition absent() {
        return new WriteCondition(Kind.ABSENT, "");
    }

    /** Replaces only what has this ETag. */
    public static WriteCondition unchanged(String etag) {
        return new WriteCondition(Kind.UNCHANGED, etag);
    }
}
