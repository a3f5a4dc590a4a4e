package io.jenkins.plugins.falcoprobes.jenkins.publish;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.falcoprobes.store.s3.BucketAddress;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What {@link S3Publisher} says, checked and put together; what is not said is null. */
record S3Fields(
        @CheckForNull String bucket,
        @CheckForNull String prefix,
        @CheckForNull String region,
        @CheckForNull String endpoint,
        boolean pathStyle,
        @CheckForNull String credentialsId,
        @CheckForNull String role,
        @CheckForNull String acl,
        @CheckForNull String sse,
        @CheckForNull String storageClass) {
    /** How S3 encrypts. */
    static final List<String> ENCRYPTIONS = List.of("AES256", "aws:kms", "aws:kms:dsse");

    /** Storage classes from which an object can be had at once. */
    static final List<String> STORAGE_CLASSES =
            List.of("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "REDUCED_REDUNDANCY", "GLACIER_IR");

    private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern ROLE = Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:role/[\\w+=,.@/-]{1,576}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9:_-]{1,64}");

    static S3Fields of(S3Publisher publisher) {
        return new S3Fields(
                publisher.getBucket(),
                publisher.getPrefix(),
                publisher.getRegion(),
                publisher.getEndpoint(),
                publisher.isPathStyle(),
                publisher.getCredentialsId(),
                publisher.getRoleArn(),
                publisher.getAcl(),
                publisher.getSse(),
                publisher.getStorageClass());
    }

    /** A text without blanks around it, null if nothing is left. */
    @CheckForNull
    static String orNull(@CheckForNull String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** What a function makes of a text; null if that is nothing. */
    @CheckForNull
    static String mapped(@CheckForNull String text, UnaryOperator<String> function) {
        return text == null ? null : orNull(function.apply(text));
    }

    /** These, and of others what these do not say. */
    S3Fields or(S3Fields others) {
        return new S3Fields(
                first(bucket, others.bucket),
                first(prefix, others.prefix),
                first(region, others.region),
                first(endpoint, others.endpoint),
                pathStyle || others.pathStyle,
                first(credentialsId, others.credentialsId),
                first(role, others.role),
                first(acl, others.acl),
                first(sse, others.sse),
                first(storageClass, others.storageClass));
    }

    /** The role to assume; empty for none. */
    String roleArn() {
        return text(role);
    }

    /**
     * The bucket that is meant.
     *
     * @throws AbortException in one line that names the parameter to mend
     */
    BucketSettings settings() throws AbortException {
        if (bucket == null) {
            throw new AbortException("bucket: missing; it is the name of the bucket that probes go to");
        }
        checked("bucket", () -> new BucketAddress(bucket, ""));
        BucketAddress address = checked("prefix", () -> new BucketAddress(bucket, text(prefix)));
        checked("region", () -> checkRegion(text(region)));
        checked("endpoint", () -> checkEndpoint(text(endpoint)));
        checked("roleArn", () -> checkRole(text(role)));
        checked("acl", () -> checkWord(text(acl)));
        checked("sse", () -> checkOneOf(text(sse), ENCRYPTIONS));
        checked("storageClass", () -> checkOneOf(text(storageClass), STORAGE_CLASSES));
        return new BucketSettings(
                address,
                text(region),
                text(endpoint),
                pathStyle,
                text(acl),
                text(sse),
                text(storageClass),
                BucketSettings.Names.PARAMETERS);
    }

    /** What a browser's address of an object has before its path; empty where there is none. */
    String address() {
        String below =
                prefix == null ? "/" : "/" + prefix.replaceAll("^/+|/+$", "").replace("+", "%2B") + "/";
        if (bucket == null) {
            return "";
        }
        if (endpoint == null) {
            String host = "s3." + (region == null ? "" : region + ".") + "amazonaws.com";
            return pathStyle ? "https://" + host + "/" + bucket + below : "https://" + bucket + "." + host + below;
        }
        String service = endpoint.replaceAll("/+$", "");
        return pathStyle ? service + "/" + bucket + below : service.replaceFirst("://", "://" + bucket + ".") + below;
    }

    static Void checkRegion(String text) {
        return require(
                text.isEmpty() || REGION.matcher(text).matches(), text, "region; accepted are names like eu-west-1");
    }

    static Void checkRole(String text) {
        return require(
                text.isEmpty() || ROLE.matcher(text).matches(),
                text,
                "ARN of a role; accepted are texts like arn:aws:iam::123456789012:role/probes");
    }

    static Void checkEndpoint(String text) {
        return require(
                text.isEmpty() || isAddress(text), text, "address; accepted are ones like https://s3.example.org");
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Void checkWord(String text) {
        return require(
                text.isEmpty() || WORD.matcher(text).matches(), text, "ACL; accepted are words like public-read");
    }

    private static Void checkOneOf(String text, List<String> accepted) {
        return require(
                text.isEmpty() || accepted.contains(text),
                text,
                "known word; accepted are " + String.join(", ", accepted));
    }

    private static Void require(boolean good, String text, String what) {
        if (!good) {
            throw new IllegalArgumentException("\"" + text + "\" is no " + what);
        }
        return null;
    }

    private static <T> T checked(String name, Supplier<T> check) throws AbortException {
        try {
            return check.get();
        } catch (IllegalArgumentException e) {
            throw new AbortException(name + ": " + e.getMessage());
        }
    }

    @CheckForNull
    private static String first(@CheckForNull String text, @CheckForNull String other) {
        return text == null ? other : text;
    }

    private static String text(@CheckForNull String text) {
        return text == null ? "" : text;
    }
}
