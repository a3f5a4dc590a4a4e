package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** A public bucket of Google Cloud Storage: which objects it has, by the JSON API (Objects: list), a page after the other. */
public final class CloudBucket {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_PAGE = 1 << 24;
    private static final int MOST_PAGES = 500;

    /** The names that are let in: they become parts of addresses. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,512}");

    private static final Pattern SIZE = Pattern.compile("\\d{1,15}");

    private final Downloads downloads;
    private final URI server;
    private final String bucket;

    /**
     * A bucket.
     *
     * @param server its service, with a slash at its end
     */
    public CloudBucket(Downloads downloads, URI server, String bucket) {
        this.downloads = downloads;
        this.server = server;
        this.bucket = bucket;
    }

    /**
     * An object.
     *
     * @param uri its address
     * @param md5 its checksum in lower-case hexadecimal, empty where the service has none
     */
    public record Item(String name, URI uri, long size, String md5) {}

    /**
     * The objects whose names match a pattern.
     *
     * @param glob as the service has it: {@code **} is anything, slashes too
     * @throws DownloadException if a page is none of a list; never is that read as an empty bucket
     */
    public List<Item> list(String glob) throws IOException, InterruptedException {
        List<Item> items = new ArrayList<>();
        String token = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            URI uri = server.resolve("storage/v1/b/" + bucket + "/o?fields=kind,nextPageToken,items(name,size,md5Hash)"
                    + "&matchGlob=" + URLEncoder.encode(glob, UTF_8)
                    + (token.isEmpty() ? "" : "&pageToken=" + URLEncoder.encode(token, UTF_8)));
            Page answer = page(uri, downloads.latest(uri, LONGEST_PAGE));
            items.addAll(answer.items());
            token = answer.next();
            if (token.isEmpty()) {
                return items;
            }
        }
        throw new DownloadException(server + bucket + ": lists more than " + MOST_PAGES + " pages", false, null);
    }

    /**
     * Checks that a file is the object that was listed, as far as the service says.
     *
     * @param md5 see {@link Item}
     * @throws SignatureException if it is another
     */
    public static void requireMd5(URI uri, Path file, String md5) throws IOException {
        if (md5.isEmpty()) {
            return;
        }
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        String actual = Checksums.hex(digest);
        if (!actual.equals(md5)) {
            throw new SignatureException(uri + ": has the MD5 " + actual + ", the bucket lists " + md5);
        }
    }

    /** A part of a list, and what the next one is asked for by: empty for the last. */
    record Page(List<Item> items, String next) {}

    /** Reads the answer that an address has given. */
    Page page(URI uri, byte[] page) throws DownloadException {
        JsonNode answer;
        try {
            answer = JSON.readTree(page);
        } catch (IOException e) {
            throw new DownloadException(uri + ": is no list of a bucket, or was cut off", true, e);
        }
        if (!answer.path("kind").asText().equals("storage#objects")) {
            throw new DownloadException(uri + ": is no list of a bucket", true, null);
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode item : answer.path("items")) {
            String name = item.path("name").asText();
            if (NAME.matcher(name).matches()) {
                items.add(item(uri, name, item));
            }
        }
        return new Page(items, answer.path("nextPageToken").asText());
    }

    private Item item(URI page, String name, JsonNode item) throws DownloadException {
        String size = item.path("size").asText();
        if (!SIZE.matcher(size).matches()) {
            throw new DownloadException(page + ": " + name + " has the size \"" + size + "\"", true, null);
        }
        String md5;
        try {
            md5 = HexFormat.of()
                    .formatHex(Base64.getDecoder().decode(item.path("md5Hash").asText()));
        } catch (IllegalArgumentException e) {
            throw new DownloadException(page + ": " + name + " has no checksum that can be read", true, e);
        }
        return new Item(name, server.resolve(bucket + "/" + name), Long.parseLong(size), md5);
    }
}
