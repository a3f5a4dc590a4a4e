package io.jenkins.plugins.falcoprobes.repository;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what was selected of an index, under the checksum of the whole one: 50 kB in place of 60 MB. */
final class IndexCache {
    private final CacheFolder cache;
    private final Path file;
    private final String suite;
    private final URI archive;

    /** The cache of one index, which a suite of this archive has. */
    IndexCache(CacheFolder cache, PackageSelection selection, String indexSha256, String suite, URI archive) {
        this.cache = cache;
        this.file = cache.file("indexes", indexSha256 + "." + selection.id());
        this.suite = suite;
        this.archive = archive;
    }

    /** What was kept; empty if nothing was, or if it was damaged. */
    Optional<List<DebianPackage>> read() throws IOException {
        Optional<byte[]> kept = cache.readChecked(file);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept.get()));
        int count = in.readInt();
        List<DebianPackage> packages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            packages.add(new DebianPackage(
                    suite,
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    URI.create(archive + "/" + in.readUTF()),
                    in.readLong(),
                    in.readUTF()));
        }
        return Optional.of(packages);
    }

    void write(List<DebianPackage> packages) throws IOException, InterruptedException {
        int base = (archive + "/").length();
        cache.writeChecked(file, bytes -> {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(packages.size());
            for (DebianPackage each : packages) {
                out.writeUTF(each.name());
                out.writeUTF(each.version());
                out.writeUTF(each.source());
                out.writeUTF(each.architecture());
                out.writeUTF(each.depends());
                out.writeUTF(each.uri().toString().substring(base));
                out.writeLong(each.size());
                out.writeUTF(each.sha256());
            }
        });
    }
}
