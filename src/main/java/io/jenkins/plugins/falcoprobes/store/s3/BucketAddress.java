package io.jenkins.plugins.falcoprobes.store.s3;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A place in a bucket: {@code s3://bucket/prefix}.
 *
 * @param bucket its name
 * @param prefix what keys begin with, without {@code /} at its ends; may be empty
 */
public record BucketAddress(String bucket, String prefix) implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String SCHEME = "s3://";
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    /** The characters that S3 calls safe, and those in versions; keys of others do not survive every tool. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9!_.*'()+~=@-]+(/[A-Za-z0-9!_.*'()+~=@-]+)*");

    /**
     * A place, checked.
     *
     * @throws IllegalArgumentException with a line that says what is accepted
     */
    public BucketAddress {
        prefix = prefix.replaceAll("^/+|/+$", "");
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException("\"" + bucket + "\" is no name of a bucket; accepted are"
                    + " 3 to 63 lower-case letters, digits, dots and dashes, without a scheme");
        }
        if (!prefix.isEmpty() && (!PREFIX.matcher(prefix).matches() || ("/" + prefix + "/").matches(".*/\\.\\.?/.*"))) {
            throw new IllegalArgumentException("\"" + prefix + "\" is no prefix of keys; accepted are"
                    + " names of letters, digits and !_.*'()+~=@- with single slashes between them");
        }
    }

    /**
     * Reads {@code s3://bucket} or {@code s3://bucket/prefix}.
     *
     * @throws IllegalArgumentException with a line that says what is accepted
     */
    public static BucketAddress parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no address of a bucket; accepted is s3://BUCKET or s3://BUCKET/PREFIX");
        }
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" names no bucket; accepted is s3://BUCKET or s3://BUCKET/PREFIX");
        }
        return new BucketAddress(bucket, slash < 0 ? "" : rest.substring(slash));
    }

    /** The key of what is at a path below the prefix. */
    public String key(String path) {
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }

    /** {@code s3://bucket/prefix}. */
    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
