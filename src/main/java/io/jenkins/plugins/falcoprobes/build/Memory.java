package io.jenkins.plugins.falcoprobes.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Words that runs leave for later ones in the cache. What cannot be read is not known, and what cannot be written is forgotten:
 * that costs time, and nothing else. Safe for several threads.
 */
final class Memory {
    private final Optional<CacheFolder> cache;
    private final String kind;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** A memory of one kind of thing, a folder's name; without a cache, for this run alone. */
    Memory(Optional<CacheFolder> cache, String kind) {
        this.cache = cache;
        this.kind = kind;
    }

    /** What is remembered of a thing, which these words tell from every other; empty if nothing is. */
    String recall(List<String> thing) {
        return known.computeIfAbsent(
                key(thing), key -> cache.map(folder -> read(folder, key)).orElse(""));
    }

    /** Remembers something of a thing, or by an empty word, nothing. */
    void remember(List<String> thing, String words) throws InterruptedException {
        String key = key(thing);
        if (!words.equals(known.put(key, words)) && cache.isPresent()) {
            try {
                write(cache.get(), key, words);
            } catch (IOException e) {
                // Only the next run's time is lost.
                return;
            }
        }
    }

    private String read(CacheFolder folder, String key) {
        try {
            return folder.read(folder.file(kind, key))
                    .map(bytes -> new String(bytes, UTF_8))
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private void write(CacheFolder folder, String key, String words) throws IOException, InterruptedException {
        Path file = folder.file(kind, key);
        if (words.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            folder.write(file, out -> out.write(words.getBytes(UTF_8)));
        }
    }

    private static String key(List<String> thing) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(String.join("\n", thing).getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
