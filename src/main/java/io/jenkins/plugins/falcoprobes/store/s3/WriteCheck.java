package io.jenkins.plugins.falcoprobes.store.s3;

import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Finds out whether probes may be written before hours are spent on them. It puts something whose checksum does not fit:
 * a service that lets it in refuses it then, so that nothing is left behind.
 */
public final class WriteCheck {
    private static final String NAME = ".write-check";
    private static final byte[] CONTENT = {'x'};
    private static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final Set<Trouble> NO_WAY =
            Set.of(Trouble.CREDENTIALS, Trouble.EXPIRED, Trouble.FORBIDDEN, Trouble.BUCKET, Trouble.UNSUPPORTED);

    private WriteCheck() {}

    /**
     * Looks whether objects may be put below the prefix.
     *
     * @throws BucketException if they may not
     */
    public static void of(Bucket bucket, BucketSettings settings, ProbeUploader uploader)
            throws IOException, InterruptedException {
        String key = settings.address().key(NAME);
        ObjectHeaders headers = settings.headers("application/octet-stream", "");
        Path file = Files.createTempFile("write-check", "");
        try {
            Files.write(file, CONTENT);
            uploader.putOnce(
                    file,
                    CONTENT.length,
                    () -> bucket.presignPut(
                            key,
                            CONTENT.length,
                            SentHeaders.sha256(new byte[0]),
                            headers,
                            WriteCondition.always(),
                            VALIDITY));
            // A service that verifies no checksum has let it in.
            bucket.delete(List.of(key));
        } catch (BucketException e) {
            if (NO_WAY.contains(e.trouble())) {
                boolean ofKeys = e.trouble() == Trouble.CREDENTIALS || e.trouble() == Trouble.EXPIRED;
                BucketSettings.Names names = settings.names();
                throw new BucketException(
                        e.trouble(), (ofKeys ? names.credentials() : names.address()) + ": " + e.getMessage());
            }
            // Refused as it should be; or trouble that may pass, which is the uploads' own matter.
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
