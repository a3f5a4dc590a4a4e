package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DownloadsTest {
    private static final byte[] CONTENT = "the content of a package".getBytes(UTF_8);
    private static final String SHA256 = Checksums.sha256(CONTENT);

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<String> notices = new ArrayList<>();
    private Path cache;
    private URI uri;

    @Before
    public void serve() {
        cache = folder.getRoot().toPath().resolve("cache");
        uri = server.uri("/package.deb");
        server.put("/package.deb", CONTENT);
    }

    private Downloads downloads(int retries) throws IOException {
        return downloads(retries, Duration.ofSeconds(10));
    }

    private Downloads downloads(int retries, Duration patience) throws IOException {
        Http http = new Http(ProxySettings.of(Map.of()), patience);
        return new Downloads(cache, http, new Retries(retries, Duration.ofMillis(1), notices::add));
    }

    private static byte[] large(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Test
    public void a_file_is_downloaded_once_and_kept_by_its_checksum() throws Exception {
        Downloads first = downloads(0);
        Path file = first.fetch(uri, CONTENT.length, SHA256);
        assertThat(file).hasBinaryContent(CONTENT).hasFileName(SHA256);
        assertThat(first.fetch(server.uri("/moved.deb"), CONTENT.length, SHA256))
                .isEqualTo(file);
        assertThat(downloads(0).fetch(uri, CONTENT.length, SHA256)).isEqualTo(file);
        assertThat(server.requests()).containsExactly("/package.deb");
        assertThat(first.bytes()).isEqualTo(CONTENT.length);
    }

    @Test
    public void threads_that_ask_for_the_same_file_share_one_download() throws Exception {
        Downloads downloads = downloads(0);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Path>> files = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            files.add(threads.submit(() -> {
                start.await();
                return downloads.fetch(uri, CONTENT.length, SHA256);
            }));
        }
        start.countDown();
        for (Future<Path> file : files) {
            assertThat(file.get()).hasBinaryContent(CONTENT);
        }
        threads.shutdown();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    public void a_damaged_file_of_the_cache_is_downloaded_again() throws Exception {
        Path file = downloads(0).fetch(uri, CONTENT.length, SHA256);
        byte[] damaged = CONTENT.clone();
        damaged[3] ^= 1;
        Files.write(file, damaged);
        assertThat(downloads(0).fetch(uri, CONTENT.length, SHA256)).hasBinaryContent(CONTENT);
        Files.write(file, Arrays.copyOf(CONTENT, 5));
        assertThat(downloads(0).fetch(uri, CONTENT.length, SHA256)).hasBinaryContent(CONTENT);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    public void what_has_another_checksum_is_tried_once_more_and_never_kept() throws Exception {
        byte[] other = CONTENT.clone();
        other[0] ^= 1;
        server.put("/package.deb", other);
        assertThatThrownBy(() -> downloads(5).fetch(uri, CONTENT.length, SHA256))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining(uri.toString())
                .hasMessageContaining(SHA256);
        assertThat(server.requests()).hasSize(2);
        assertThatCacheHoldsNoFile();
    }

    @Test
    public void not_more_than_was_announced_is_read() throws Exception {
        server.put("/package.deb", large(10_000_000));
        Downloads downloads = downloads(0);
        assertThatThrownBy(() -> downloads.fetch(uri, CONTENT.length, SHA256))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("longer than the 24 bytes");
        assertThat(downloads.bytes()).isLessThan(100_000);
        assertThatCacheHoldsNoFile();
    }

    @Test
    public void a_body_that_is_cut_off_is_trouble_that_passes() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        server.put("/package.deb", exchange -> {
            boolean cut = tries.getAndIncrement() == 0;
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, cut ? 7 : CONTENT.length);
        });
        assertThat(downloads(1).fetch(uri, CONTENT.length, SHA256)).hasBinaryContent(CONTENT);
        assertThat(notices).singleElement().asString().contains("7 of 24 bytes");
    }

    @Test
    public void a_missing_file_is_not_asked_for_again() throws Exception {
        assertThatThrownBy(() -> downloads(5).fetch(server.uri("/gone.deb"), CONTENT.length, SHA256))
                .isInstanceOfSatisfying(DownloadException.class, e -> assertThat(e.isTransient())
                        .isFalse())
                .hasMessage(server.uri("/gone.deb") + ": the server answered 404");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    public void a_server_that_is_busy_is_asked_again() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        server.put("/package.deb", exchange -> {
            if (tries.getAndIncrement() < 2) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                TestServer.send(exchange, CONTENT);
            }
        });
        assertThat(downloads(2).fetch(uri, CONTENT.length, SHA256)).hasBinaryContent(CONTENT);
        assertThat(notices).hasSize(2).allMatch(notice -> notice.contains("503"));
    }

    @Test
    public void tries_end() throws Exception {
        server.put("/package.deb", exchange -> exchange.sendResponseHeaders(503, -1));
        assertThatThrownBy(() -> downloads(2).fetch(uri, CONTENT.length, SHA256))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("503");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    public void a_server_that_falls_silent_is_given_up() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.put("/package.deb", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 3);
            exchange.getResponseBody().flush();
            await(over);
        });
        assertThatThrownBy(() -> downloads(0, Duration.ofMillis(100)).fetch(uri, CONTENT.length, SHA256))
                .isInstanceOfSatisfying(DownloadException.class, e -> assertThat(e.isTransient())
                        .isTrue())
                .hasMessageContaining("nothing came");
        over.countDown();
    }

    @Test
    public void a_server_that_is_not_there_is_trouble_that_passes() throws Exception {
        URI nowhere = URI.create("http://127.0.0.1:1/package.deb");
        assertThatThrownBy(() -> downloads(1).fetch(nowhere, CONTENT.length, SHA256))
                .isInstanceOfSatisfying(DownloadException.class, e -> assertThat(e.isTransient())
                        .isTrue())
                .hasMessageContaining("Connection refused");
        assertThat(notices).hasSize(1);
    }

    @Test
    public void a_host_that_is_not_there_is_said_in_words() throws Exception {
        assertThatThrownBy(() ->
                        downloads(0).fetch(URI.create("http://nowhere.invalid/package.deb"), CONTENT.length, SHA256))
                .isInstanceOf(DownloadException.class)
                .hasMessageStartingWith(
                        "http://nowhere.invalid/package.deb: the name of the host is not found: nowhere.invalid");
    }

    @Test
    public void an_interrupt_ends_a_download() throws Exception {
        Downloads downloads = downloads(5);
        CountDownLatch over = new CountDownLatch(1);
        Thread reader = Thread.currentThread();
        server.put("/package.deb", exchange -> {
            exchange.sendResponseHeaders(200, 2L * CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
            reader.interrupt();
            exchange.getResponseBody().write(CONTENT);
            await(over);
        });
        assertThatThrownBy(() -> downloads.fetch(uri, 4L * CONTENT.length, SHA256))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        over.countDown();
        assertThat(server.requests()).hasSize(1);
        assertThatCacheHoldsNoFile();
    }

    @Test
    public void a_checksum_that_is_none_reaches_no_path() throws Exception {
        for (String bad : List.of("../../etc/passwd", "", SHA256.toUpperCase(java.util.Locale.ROOT))) {
            assertThatThrownBy(() -> downloads(0).fetch(uri, CONTENT.length, bad))
                    .isInstanceOf(SignatureException.class);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    public void redirects_are_followed_but_not_for_ever() throws Exception {
        server.put("/here", exchange -> {
            exchange.getResponseHeaders().add("Location", "/package.deb");
            exchange.sendResponseHeaders(302, -1);
        });
        server.put("/round", exchange -> {
            exchange.getResponseHeaders().add("Location", "/round");
            exchange.sendResponseHeaders(301, -1);
        });
        assertThat(downloads(0).read(server.uri("/here"), CONTENT.length, SHA256))
                .isEqualTo(CONTENT);
        assertThatThrownBy(() -> downloads(0).read(server.uri("/round"), CONTENT.length, SHA256))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("redirects");
    }

    @Test
    public void what_has_not_changed_is_not_downloaded_again() throws Exception {
        server.put("/InRelease", exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            if ("\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                TestServer.send(exchange, CONTENT);
            }
        });
        Downloads downloads = downloads(0);
        assertThat(downloads.latest(server.uri("/InRelease"), 1000)).isEqualTo(CONTENT);
        assertThat(downloads.latest(server.uri("/InRelease"), 1000)).isEqualTo(CONTENT);
        assertThat(downloads.bytes()).isEqualTo(CONTENT.length);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    public void what_changes_has_a_limit_too() throws Exception {
        assertThatThrownBy(() -> downloads(0).latest(uri, CONTENT.length - 1))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("longer than 23 bytes");
    }

    @Test
    public void only_the_start_of_a_large_file_is_downloaded() throws Exception {
        byte[] file = large(5_000_000);
        AtomicInteger sent = new AtomicInteger();
        server.put("/large", exchange -> {
            String[] range = exchange.getRequestHeaders().getFirst("Range").split("[=-]", -1);
            int from = Integer.parseInt(range[1]);
            int to = Math.min(Integer.parseInt(range[2]) + 1, file.length);
            exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.length);
            exchange.sendResponseHeaders(206, to - from);
            sent.addAndGet(to - from); // counted before the client can have read the last byte
            exchange.getResponseBody().write(file, from, to - from);
        });
        Downloads downloads = downloads(0);
        byte[] start = downloads.readStart(server.uri("/large"), in -> in.readNBytes(1000));
        assertThat(start).isEqualTo(Arrays.copyOf(file, 1000));
        assertThat(sent.get()).isEqualTo(262_144);
        byte[] whole = downloads.readStart(server.uri("/large"), in -> in.readAllBytes());
        assertThat(whole).isEqualTo(file);
    }

    @Test
    public void a_server_without_ranges_serves_the_start_too() throws Exception {
        byte[] whole = downloads(0).readStart(uri, in -> in.readAllBytes());
        assertThat(whole).isEqualTo(CONTENT);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void assertThatCacheHoldsNoFile() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
