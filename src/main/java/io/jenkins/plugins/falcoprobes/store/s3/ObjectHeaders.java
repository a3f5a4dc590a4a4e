package io.jenkins.plugins.falcoprobes.store.s3;

/**
 * How a service is to keep and hand out an object. An empty text leaves it to the service.
 *
 * @param contentType for example {@code application/octet-stream}
 * @param cacheControl for example {@code public, max-age=31536000, immutable}
 * @param acl a canned ACL, for example {@code public-read}
 * @param serverSideEncryption {@code AES256} or {@code aws:kms}
 * @param storageClass for example {@code STANDARD_IA}
 */
public record ObjectHeaders(
        String contentType, String cacheControl, String acl, String serverSideEncryption, String storageClass) {}
