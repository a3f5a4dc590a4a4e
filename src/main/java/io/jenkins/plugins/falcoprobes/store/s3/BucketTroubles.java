package io.jenkins.plugins.falcoprobes.store.s3;

import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import java.util.Map;
import java.util.Set;

/**
 * What a service's answers mean, and which setting each is about. Of an answer only its status and code are repeated: its
 * text may have parts of signatures in it.
 */
final class BucketTroubles {
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<String> UNKNOWN_KEYS = Set.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "InvalidClientTokenId", "InvalidSecurity");
    private static final Set<String> OTHER_REGION =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");
    private static final Set<String> DAMAGED = Set.of(
            "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "InvalidDigest", "IncompleteBody");

    private static final Set<String> UNWANTED = Set.of(
            "AccessControlListNotSupported",
            "InvalidEncryptionAlgorithmError",
            "InvalidStorageClass",
            "KMS.NotFoundException");

    private final BucketSettings settings;
    private final BucketSettings.Names names;

    BucketTroubles(BucketSettings settings) {
        this.settings = settings;
        this.names = settings.names();
    }

    /** What kind of trouble an answer is. */
    static Trouble of(int status, String code) {
        if (UNKNOWN_KEYS.contains(code)) {
            return Trouble.CREDENTIALS;
        } else if (code.equals("ExpiredToken") || code.equals("TokenRefreshRequired")) {
            return Trouble.EXPIRED;
        } else if (code.equals("NoSuchBucket")
                || code.equals("InvalidBucketName")
                || OTHER_REGION.contains(code)
                || status == 301) {
            return Trouble.BUCKET;
        } else if (code.equals("RequestTimeout") || code.equals("SlowDown") || PASSING.contains(status)) {
            return Trouble.PASSING;
        } else if (DAMAGED.contains(code)) {
            return Trouble.DAMAGED;
        } else if (code.equals("ConditionalRequestConflict") || code.equals("OperationAborted")) {
            // Two writers at once: the answer of the one that goes on will decide.
            return Trouble.PASSING;
        } else if (status == 412) {
            return Trouble.CONFLICT;
        } else if (status == 501 || UNWANTED.contains(code)) {
            return Trouble.UNSUPPORTED;
        } else if (status == 401 || status == 403) {
            return Trouble.FORBIDDEN;
        }
        return Trouble.OTHER;
    }

    /**
     * An answer in our words.
     *
     * @param doing what was tried, to follow "may not": {@code list s3://bucket/prefix}
     * @param hints what else the service said, by name; {@code Region} is where the bucket is
     */
    BucketException answered(int status, String code, String doing, Map<String, String> hints) {
        Trouble trouble = of(status, code);
        String said = " (" + (code.isEmpty() ? Integer.toString(status) : status + " " + code) + ")";
        String bucket = settings.address().bucket();
        if (OTHER_REGION.contains(code) || status == 301) {
            String region = hints.getOrDefault("Region", "");
            return new BucketException(
                    trouble,
                    names.region() + ": the bucket " + bucket + " is not in "
                            + (settings.region().isEmpty() ? "the region that was asked" : settings.region())
                            + (region.isEmpty() ? "" : "; it is in " + region) + said);
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return new BucketException(trouble, "this machine's clock and the service's are too far apart" + said);
        }
        return switch (trouble) {
            case CREDENTIALS ->
                new BucketException(
                        trouble,
                        names.credentials() + ": the service does not accept these credentials" + said
                                + "; check the access key, its secret and the session token");
            case EXPIRED -> new BucketException(trouble, names.credentials() + ": the credentials have expired" + said);
            case FORBIDDEN ->
                new BucketException(trouble, names.address() + ": the credentials may not " + doing + said);
            case BUCKET ->
                new BucketException(
                        trouble, names.address() + ": there is no bucket " + bucket + " at " + service() + said);
            case PASSING -> new BucketException(trouble, "could not " + doing + ": the service is busy or ill" + said);
            default -> new BucketException(trouble, "could not " + doing + said);
        };
    }

    /** No answer came. */
    BucketException unreachable(String doing, Throwable cause) {
        return new BucketException(
                Trouble.PASSING,
                names.endpoint() + ": could not " + doing + " at " + service() + ": " + reason(cause),
                cause);
    }

    /** There is nobody to ask as. */
    BucketException noCredentials() {
        return new BucketException(
                Trouble.CREDENTIALS,
                names.credentials() + ": no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                        + " name a profile that exists, or run where there is an instance profile");
    }

    /** There is nothing that says where the bucket is. */
    BucketException noRegion() {
        return new BucketException(
                Trouble.BUCKET,
                names.region() + ": missing; it is the region of the bucket, for example eu-west-1 (AWS_REGION does"
                        + " the same)");
    }

    private String service() {
        return settings.endpoint().isEmpty() ? "AWS" : settings.endpoint();
    }

    /** The innermost exception has the operating system's word. */
    static String reason(Throwable trouble) {
        Throwable innermost = trouble;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null || message.isBlank()
                ? innermost.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
