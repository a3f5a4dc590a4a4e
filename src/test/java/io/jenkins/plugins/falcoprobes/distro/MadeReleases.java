package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import org.bouncycastle.openpgp.PGPException;

/** Folders and files as the release servers of CoreOS and Flatcar have them. */
final class MadeReleases {
    private final String id;
    private final TestServer server;
    private final TestKey key;

    /**
     * Releases, none as yet.
     *
     * @param id with which files' names begin
     */
    MadeReleases(String id, TestServer server, TestKey key) {
        this.id = id;
        this.server = server;
        this.key = key;
    }

    /** Lists releases of a channel for a board. */
    void channel(String channel, String board, String... folders) {
        StringBuilder page = new StringBuilder("<html><body>");
        for (String each : folders) {
            page.append("<a href=\"" + each + "\">" + each + "</a><time datetime=\"2022-07-21T09:00:00Z\"></time>");
        }
        put(channel + "/" + board + "/", page.append("</body></html>").toString());
    }

    /** Lists the packages in a release's image: {@code sys-kernel/coreos-kernel} of this version, among others. */
    void packages(String release, String kernel, String gcc, String libc) {
        put(
                path(release, "production_image_packages.txt"),
                "sys-apps/baselayout-3.6.8-r11::coreos\nsys-devel/gcc-" + gcc
                        + "::portage-stable\nsys-kernel/coreos-firmware-20220310::coreos\nsys-kernel/coreos-kernel-"
                        + kernel + "::coreos\nsys-libs/glibc-" + libc + "::portage-stable\n");
    }

    /** Lists the files in a release's image, whose kernel has this name. */
    void contents(String release, String uname) {
        put(
                path(release, "production_image_contents.txt"),
                """
                drwxr-xr-x 15 root    root       4096 2015-11-03 04:11 ./
                lrwxrwxrwx  1 root    root         24 2015-11-03 03:58 ./usr/boot/config -> config-%1$s
                -rw-r--r--  1 root    root     107713 2015-11-03 03:58 ./usr/boot/config-%1$s
                -rw-r--r--  1 root    root   25914144 2015-11-03 03:58 ./usr/boot/vmlinuz-%1$s
                """
                        .formatted(uname));
    }

    /** Publishes a file of a release, with its signature. */
    void sign(String release, String file, byte[] content) throws IOException, PGPException {
        server.put("/" + path(release, file), content);
        server.put("/" + path(release, file) + ".sig", key.signBinary(content));
    }

    /** Where a file of a release is. */
    String path(String release, String file) {
        return release + "/" + id + "_" + file;
    }

    private void put(String path, String content) {
        server.put("/" + path, content.getBytes(UTF_8));
    }
}
