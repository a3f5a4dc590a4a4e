package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import java.io.IOException;

/** Makes a database as repo-add does. */
public final class TestPacmanRepository {
    private final TestTar tar = new TestTar();

    /** Adds a package that was built at a time, in seconds. */
    public TestPacmanRepository add(String name, String version, String architecture, byte[] content, long built)
            throws IOException {
        return describe(
                name + "-" + version,
                "FILENAME",
                name + "-" + version + "-" + architecture + ".pkg.tar.zst",
                "NAME",
                name,
                "BASE",
                name.replace("-headers", ""),
                "VERSION",
                version,
                "DESC",
                "Headers and scripts for building modules",
                "CSIZE",
                String.valueOf(content.length),
                "SHA256SUM",
                Checksums.sha256(content),
                "ARCH",
                architecture,
                "BUILDDATE",
                String.valueOf(built),
                "DEPENDS",
                "pahole\ngcc-libs");
    }

    /** Adds a description of these fields. */
    public TestPacmanRepository describe(String folder, String... fields) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            text.append('%')
                    .append(fields[i])
                    .append("%\n")
                    .append(fields[i + 1])
                    .append("\n\n");
        }
        tar.folder(folder + "/");
        tar.file(folder + "/desc", text.toString());
        return this;
    }

    /** The database, packed by gzip. */
    public byte[] toBytes() throws IOException {
        return TestTar.gzip(tar.toBytes());
    }

    /** The page that a web server shows of a folder with these files. */
    public static byte[] page(String... files) {
        StringBuilder page = new StringBuilder("<html><body><pre><a href=\"../\">../</a>\n");
        for (String file : files) {
            page.append("<a href=\"" + file + "\">" + file + "</a>    28-Jun-2024 04:32    30212345\n");
        }
        return page.append("</pre></body></html>\n").toString().getBytes(UTF_8);
    }
}
