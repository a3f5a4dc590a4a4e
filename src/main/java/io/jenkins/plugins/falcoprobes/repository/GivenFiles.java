package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a user has named, of which nobody announces what is in them: of this machine, or of a server. */
public final class GivenFiles {
    /** More than a kernel's source has. */
    private static final long LONGEST = 1L << 30;

    private GivenFiles() {}

    /**
     * A file at an address; one of a server is fetched once, and taken for what never changes.
     *
     * @param uri {@code file:}, {@code http:} or {@code https:}
     * @throws DownloadException if there is no such file
     */
    public static Downloads.Fetched fetch(Downloads downloads, URI uri) throws IOException, InterruptedException {
        if (!"file".equals(uri.getScheme())) {
            return downloads.fetchChecked(uri, LONGEST, file -> {});
        }
        Path file;
        try {
            file = Path.of(uri);
        } catch (IllegalArgumentException e) {
            throw new DownloadException(uri + ": is no path of a file", false, e);
        }
        if (!Files.isRegularFile(file)) {
            throw new DownloadException(uri + ": there is no such file on this machine", false, null);
        }
        return new Downloads.Fetched(file, Files.size(file), Checksums.sha256(file));
    }
}
