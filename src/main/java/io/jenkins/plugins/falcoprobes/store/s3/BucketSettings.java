package io.jenkins.plugins.falcoprobes.store.s3;

import java.io.Serializable;

/**
 * Which bucket, and how it is spoken to and written. An empty text leaves a choice to the service or to the machine.
 *
 * @param address the bucket, and where in it probes go
 * @param region for example {@code eu-west-1}
 * @param endpoint of a service that is not AWS: {@code https://s3.example.org}
 * @param pathStyle whether the bucket is named in the path and not in the host's name
 * @param acl a canned ACL, for example {@code public-read}
 * @param serverSideEncryption {@code AES256} or {@code aws:kms}
 * @param storageClass for example {@code STANDARD_IA}
 * @param names what these are called where they are written, for messages about them
 */
public record BucketSettings(
        BucketAddress address,
        String region,
        String endpoint,
        boolean pathStyle,
        String acl,
        String serverSideEncryption,
        String storageClass,
        Names names)
        implements Serializable {
    private static final long serialVersionUID = 1;

    /** What the settings are called where they are written. */
    public record Names(String address, String region, String endpoint, String credentials) implements Serializable {
        private static final long serialVersionUID = 1;

        /** The command line's options. */
        public static final Names OPTIONS = new Names("--s3", "--region", "--endpoint", "--profile");

        /** The parameters of {@code s3(...)} in Jenkins. */
        public static final Names PARAMETERS = new Names("bucket", "region", "endpoint", "credentialsId");
    }

    /** The headers of an object of this type. */
    public ObjectHeaders headers(String contentType, String cacheControl) {
        return new ObjectHeaders(contentType, cacheControl, acl, serverSideEncryption, storageClass);
    }
}
