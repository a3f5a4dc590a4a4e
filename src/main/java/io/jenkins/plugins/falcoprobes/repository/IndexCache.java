package io.jenkins.plugins.falcoprobes.repository;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what was selected of an index, under the checksum of the whole one: 50 kB in place of 60 MB. */
final class IndexCache<T> {
    private final CacheFolder cache;
    private final Path file;
    private final Format<T> format;

    /**
     * The cache of one index.
     *
     * @param selection names what is kept of it; another rule, or another format, needs another name
     */
    IndexCache(CacheFolder cache, String selection, String indexChecksum, Format<T> format) {
        this.cache = cache;
        this.file = cache.file("indexes", indexChecksum + "." + selection);
        this.format = format;
    }

    /** How a package is written down. */
    interface Format<T> {
        /** Reads what {@link #write} wrote. */
        T read(DataInput in) throws IOException;

        /** Writes a package. */
        void write(T each, DataOutput out) throws IOException;
    }

    /** What was kept; empty if nothing was, or if it was damaged. */
    Optional<List<T>> read() throws IOException {
        Optional<byte[]> kept = cache.readChecked(file);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept.get()));
        int count = in.readInt();
        List<T> packages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            packages.add(format.read(in));
        }
        return Optional.of(packages);
    }

    void write(List<T> packages) throws IOException, InterruptedException {
        cache.writeChecked(file, bytes -> {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(packages.size());
            for (T each : packages) {
                format.write(each, out);
            }
        });
    }
}
