package io.jenkins.plugins.falcoprobes.store.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers by which S3 is told what an object is and when it may be written. */
final class SentHeaders {
    /** The user metadata that keeps an object's SHA-256, as everybody reads it. */
    static final String SHA256 = "sha256";

    static final String CONTENT_TYPE = "Content-Type";
    /** The SHA-256 that the signature covers; the service refuses other bytes. */
    static final String CONTENT_SHA256 = "x-amz-content-sha256";

    private SentHeaders() {}

    /**
     * What is sent with an object's bytes.
     *
     * @param sha256 of the bytes, lower-case hexadecimal
     */
    static Map<String, String> of(String sha256, ObjectHeaders headers, WriteCondition condition) {
        Map<String, String> sent = new LinkedHashMap<>();
        put(sent, CONTENT_TYPE, headers.contentType());
        put(sent, "Cache-Control", headers.cacheControl());
        putKept(sent, headers);
        sent.put(CONTENT_SHA256, sha256);
        // Beside verifying it, AWS keeps this one.
        sent.put(
                "x-amz-checksum-sha256",
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)));
        sent.put("x-amz-meta-" + SHA256, sha256);
        putCondition(sent, condition);
        return sent;
    }

    /** What is sent with a copy: what travels with an object is copied, but not how the service keeps it. */
    static Map<String, String> ofCopy(ObjectHeaders headers, WriteCondition condition) {
        Map<String, String> sent = new LinkedHashMap<>();
        putKept(sent, headers);
        putCondition(sent, condition);
        return sent;
    }

    private static void putKept(Map<String, String> sent, ObjectHeaders headers) {
        put(sent, "x-amz-acl", headers.acl());
        put(sent, "x-amz-server-side-encryption", headers.serverSideEncryption());
        put(sent, "x-amz-storage-class", headers.storageClass());
    }

    private static void putCondition(Map<String, String> sent, WriteCondition condition) {
        switch (condition.kind()) {
            case ABSENT -> sent.put("If-None-Match", "*");
            case UNCHANGED -> sent.put("If-Match", "\"" + condition.etag() + "\"");
            case ALWAYS -> {}
        }
    }

    /** The SHA-256 of some bytes, lower-case hexadecimal. */
    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void put(Map<String, String> sent, String name, String value) {
        if (!value.isEmpty()) {
            sent.put(name, value);
        }
    }
}
