package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.net.URI;
import java.nio.BufferUnderflowException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.function.Predicate;

/** Reads the packages that are wanted out of {@code primary.sqlite}, which old repositories have in the place of an XML. */
final class PrimaryDatabase {
    private static final List<String> COLUMNS = List.of(
            "name",
            "version",
            "release",
            "arch",
            "pkgId",
            "checksum_type",
            "size_package",
            "location_href",
            "location_base");

    private PrimaryDatabase() {}

    /**
     * Reads an index, as {@link PrimaryReader#read} does.
     *
     * @throws IOException if the file is no such index
     */
    static PrimaryReader.Packages read(String repository, URI base, SeekableByteChannel file, Predicate<String> names)
            throws IOException {
        IndexedPackages packages = new IndexedPackages(repository, base, names);
        try {
            SqliteTable.read(file, "packages", COLUMNS, row -> {
                packages.count();
                String name = row.text(0);
                if (packages.wants(name)) {
                    packages.add(new IndexedPackages.Entry(
                            name,
                            row.text(1),
                            row.text(2),
                            row.text(3),
                            row.text(5),
                            row.text(4),
                            row.number(6),
                            row.text(8),
                            row.text(7)));
                }
            });
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DownloadException(base + ": the database of packages is damaged", false, e);
        } catch (IOException e) {
            throw new DownloadException(
                    base + ": the database of packages cannot be read: " + e.getMessage(), false, e);
        }
        return packages.all();
    }
}
