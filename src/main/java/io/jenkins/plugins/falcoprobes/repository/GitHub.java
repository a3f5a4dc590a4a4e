package io.jenkins.plugins.falcoprobes.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A repository on GitHub: its tags, and single files as they were at one. That a file is what its authors have written there is
 * GitHub's word and https's alone: nothing is signed.
 */
public final class GitHub {
    private static final URI API = URI.create("https://api.github.com/");
    private static final URI RAW = URI.create("https://raw.githubusercontent.com/");

    /** As many as one answer has at most (GitHub's REST API, "List repository tags"). */
    private static final int PAGE = 100;

    private static final int MOST_PAGES = 50;
    private static final int LONGEST_PAGE = 1 << 20;
    private static final int LONGEST_FILE = 4 << 20;

    private final Downloads downloads;
    private final Optional<URI> mirror;
    private final String repository;

    /**
     * A repository.
     *
     * @param mirror what is asked in GitHub's place, for both: {@code repos/...} for the tags, and
     *     {@code OWNER/NAME/TAG/PATH} for files
     * @param repository its owner and name, with a slash between them
     */
    public GitHub(Downloads downloads, Optional<URI> mirror, String repository) {
        this.downloads = downloads;
        this.mirror = mirror.map(uri -> URI.create(uri.toString().replaceFirst("/*$", "/")));
        this.repository = repository;
    }

    /**
     * What lets one ask GitHub more often than 60 times an hour; nobody else gets to see it.
     *
     * @param mirror see {@link #GitHub}; where there is one, it alone is shown the token
     * @throws IOException in one line that has nothing of the token, if it is none
     */
    public static ServerLogin login(Optional<URI> mirror, byte[] token) throws IOException {
        String text = new String(token, StandardCharsets.US_ASCII).strip();
        if (!text.matches("[A-Za-z0-9_.=-]{1,1024}")) {
            throw new IOException("holds no token; accepted are letters, digits and _.=-, in one line");
        }
        return ServerLogin.of(
                mirror.map(List::of).orElse(List.of(API, RAW)),
                new ServerLogin.Parts(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(("Authorization: Bearer " + text).getBytes(StandardCharsets.US_ASCII))));
    }

    /** The names of all tags, in GitHub's order. */
    public List<String> tags() throws IOException, InterruptedException {
        List<String> tags = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            URI uri = mirror.orElse(API).resolve("repos/" + repository + "/tags?per_page=" + PAGE + "&page=" + page);
            JsonNode names = parse(uri, downloads.latest(uri, LONGEST_PAGE));
            names.forEach(tag -> tags.add(tag.path("name").asText()));
            if (names.size() < PAGE) {
                break;
            }
        }
        if (tags.isEmpty()) {
            throw new DownloadException(repository + " has no tags, GitHub says", true, null);
        }
        return tags;
    }

    static JsonNode parse(URI uri, byte[] answer) throws DownloadException {
        try {
            JsonNode names = new ObjectMapper().readTree(answer);
            if (names.isArray()) {
                return names;
            }
            throw new DownloadException(uri + ": the answer is no list of tags", false, null);
        } catch (DownloadException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new DownloadException(uri + ": the answer is no JSON: " + e.getOriginalMessage(), false, e);
        } catch (IOException e) {
            // Bytes that are no text make the reader throw what is no exception of JSON's.
            throw new DownloadException(uri + ": the answer is no JSON: " + e.getMessage(), false, e);
        }
    }

    /** The first of these files that is there at a tag or commit. */
    public Optional<byte[]> file(String ref, List<String> paths) throws IOException, InterruptedException {
        for (String path : paths) {
            URI uri = mirror.orElse(RAW).resolve(repository + "/" + ref + "/" + path);
            try {
                return Optional.of(downloads.latest(uri, LONGEST_FILE));
            } catch (DownloadException e) {
                if (e.isTransient()) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }
}
