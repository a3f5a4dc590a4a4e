package io.jenkins.plugins.falcoprobes.jenkins.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.store.s3.BucketAddress;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket.Conditions;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class PublishedObjectsTest {
    private static final String SUM = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);

    private final Service service = new Service(Conditions.HELD);
    private final List<String> asked = new ArrayList<>();
    private final MemoryBucket bucket = new MemoryBucket(service) {
        @Override
        public Optional<String> sha256(String key) {
            asked.add(key);
            return key.contains("strange") ? Optional.empty() : Optional.of(key.contains("odd") ? "?" : OTHER);
        }
    };

    @Test
    public void probes_are_known_by_the_published_checksums_and_only_others_are_asked_for_one_by_one()
            throws Exception {
        put("p/SHA256SUMS", SUM + "  8.0.0+driver/a.ko\n");
        put("p/8.0.0+driver/a.ko", "abc");
        put("p/8.0.0+driver/killed.o", "ab");
        put("p/8.0.0+driver/strange.ko", "");
        put("p/8.0.0+driver/odd.ko", "");
        put("p/8.0.0+driver/readme.txt", "");
        put("p/index.html", "");
        put("p/7.0.0+driver/a.ko", "");
        put("other/8.0.0+driver/a.ko", "");

        List<ProbeFile> found = new PublishedObjects(bucket, new BucketAddress("probes", "p")).find("8.0.0+driver/");

        assertThat(found)
                .containsExactlyInAnyOrder(
                        new ProbeFile("8.0.0+driver/a.ko", 3, SUM), new ProbeFile("8.0.0+driver/killed.o", 2, OTHER));
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "p/8.0.0+driver/killed.o", "p/8.0.0+driver/strange.ko", "p/8.0.0+driver/odd.ko");
    }

    @Test
    public void nothing_is_in_a_bucket_that_is_empty() throws Exception {
        assertThat(new PublishedObjects(bucket, new BucketAddress("probes", "")).find(""))
                .isEmpty();
    }

    private void put(String key, String content) {
        service.put(key, content.getBytes(UTF_8), Instant.EPOCH);
    }
}
