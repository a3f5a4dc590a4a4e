package io.jenkins.plugins.falcoprobes.provenance;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The attestation of a run: a statement in a DSSE envelope, as one line of a bundle. Without a key the envelope has no
 * signature, which in-toto's bundles allow and every verifier refuses.
 *
 * @param path where it goes, below the place where the probes are
 * @param content the bundle
 */
@SuppressWarnings("ArrayRecordComponent") // it is written once, and never compared
public record Provenance(String path, byte[] content) {
    /** Where attestations are, below the place where the probes are. */
    public static final String FOLDER = "provenance/";

    /** The media type of a bundle. */
    public static final String MEDIA_TYPE = "application/vnd.in-toto.bundle";

    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * The attestation of a run.
     *
     * @param key signs it
     * @return nothing if there is nothing to attest
     */
    public static Optional<Provenance> of(Attested run, BuilderFacts builder, Optional<SigningKey> key)
            throws IOException {
        if (run.entries().isEmpty()) {
            return Optional.empty();
        }
        byte[] payload = new ProvenanceStatement(run, builder).json();
        // Named by time, for people, and by content, so that runs at once do not meet.
        String path =
                FOLDER + STAMP.format(run.started()) + "-" + sha256(payload).substring(0, 12) + ".intoto.jsonl";
        return Optional.of(new Provenance(path, bundle(payload, key)));
    }

    private static byte[] bundle(byte[] payload, Optional<SigningKey> key) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("payloadType", PAYLOAD_TYPE);
            json.writeStringField("payload", Base64.getEncoder().encodeToString(payload));
            json.writeArrayFieldStart("signatures");
            if (key.isPresent()) {
                json.writeStartObject();
                json.writeStringField("keyid", key.get().id());
                json.writeStringField(
                        "sig", Base64.getEncoder().encodeToString(key.get().sign(preAuthentication(payload))));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return out.toByteArray();
    }

    /** DSSE's PAE, which is what is signed. */
    private static byte[] preAuthentication(byte[] payload) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head = "DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ";
        out.write(head.getBytes(StandardCharsets.UTF_8));
        out.write(payload);
        return out.toByteArray();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
