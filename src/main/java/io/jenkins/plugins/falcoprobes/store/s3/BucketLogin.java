package io.jenkins.plugins.falcoprobes.store.s3;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who asks a service. It stays where it is made: it is not serializable, and says nothing of itself.
 *
 * @param keys gives the keys, asked whenever something is signed; nothing for the machine's own: environment, profile,
 *     instance profile
 * @param profile of the machine's own files; empty for the one that is set there
 * @param role the ARN of a role to assume with these; empty for none
 */
public record BucketLogin(Optional<Supplier<AccessKeys>> keys, String profile, String role) {
    /** The machine's own credentials. */
    public static BucketLogin ofMachine(String profile) {
        return new BucketLogin(Optional.empty(), profile, "");
    }

    /** Credentials that somebody keeps, who may change them meanwhile. */
    public static BucketLogin of(Supplier<AccessKeys> keys) {
        return new BucketLogin(Optional.of(keys), "", "");
    }

    /** These, used to assume a role; an empty one changes nothing. */
    public BucketLogin assuming(String arn) {
        return new BucketLogin(keys, profile, arn);
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "BucketLogin";
    }

    /**
     * Credentials of AWS.
     *
     * @param id the access key's id
     * @param secret the access key
     * @param token of a session; empty for none
     */
    public record AccessKeys(String id, String secret, String token) {
        /** Nothing of them. */
        @Override
        public String toString() {
            return "AccessKeys";
        }
    }
}
