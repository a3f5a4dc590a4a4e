package io.jenkins.plugins.falcoprobes.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Images that the file systems' own tools made; {@code DiskArchiveIT} has more of them. */
public class DiskArchiveTest {
    private static final List<String> IMAGES = List.of(
            "small.ext4.gz",
            "small.ext2.gz",
            "small.gzip.squashfs",
            "small.xz.squashfs",
            "small.lz4.squashfs",
            "small.zstd.squashfs");
    private static final String BUILD = "usr/lib/modules/6.1.7/build";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** Wants the modules' folder, and looks nowhere else. */
    private static final EntryMapper MODULES = new EntryMapper() {
        @Override
        public Optional<String> map(String name) {
            return name.startsWith("usr/") && !name.endsWith("/far") ? Optional.of(name) : Optional.empty();
        }

        @Override
        public boolean mayHold(String path) {
            return !path.equals("var") && !path.equals("lost+found");
        }
    };

    private static byte[] image(String name) throws IOException {
        try (InputStream in = DiskArchiveTest.class.getResourceAsStream(name)) {
            return Compression.unpack(new ByteArrayInputStream(in.readAllBytes()), false)
                    .readAllBytes();
        }
    }

    private Path unpack(byte[] image) throws IOException {
        Path file = folder.newFile().toPath();
        Files.write(file, image);
        Path root = folder.newFolder().toPath();
        DiskArchive.unpack("image", file, new SafeUnpacker(UnpackTarget.of(root), UnpackLimits.DEFAULT), MODULES);
        return root;
    }

    @Test
    public void files_and_links_come_out_as_they_went_in() throws Exception {
        String longText = String.join(
                        "\n",
                        IntStream.rangeClosed(1, 6000).mapToObj(String::valueOf).toList()) + "\n";
        for (String name : IMAGES) {
            Path root = unpack(image(name));
            assertThat(root.resolve(BUILD + "/.config")).as(name).hasContent("CONFIG_SMP=y\n");
            assertThat(root.resolve(BUILD + "/same")).as(name).hasContent("CONFIG_SMP=y\n");
            assertThat(Files.readString(root.resolve(BUILD + "/include/long.h")))
                    .as(name)
                    .isEqualTo(longText);
            assertThat(Files.isExecutable(root.resolve(BUILD + "/run")))
                    .as(name)
                    .isTrue();
            assertThat(Files.readSymbolicLink(root.resolve("usr/lib64")))
                    .as(name)
                    .hasToString("lib");
            assertThat(Files.getLastModifiedTime(root.resolve(BUILD + "/.config")))
                    .as(name)
                    .isEqualTo(FileTime.from(Instant.parse("2024-01-02T03:04:05Z")));
            assertThat(root.resolve("var")).as(name).doesNotExist();
        }
    }

    @Test
    public void a_long_link_is_read_whole() throws Exception {
        for (String name : IMAGES) {
            Path file = folder.newFile().toPath();
            Files.write(file, image(name));
            Path root = folder.newFolder().toPath();
            assertThatThrownBy(() -> DiskArchive.unpack(
                            "image",
                            file,
                            new SafeUnpacker(UnpackTarget.of(root), UnpackLimits.DEFAULT),
                            each -> each.endsWith("/far") ? Optional.of(each) : Optional.empty()))
                    .as(name)
                    .isInstanceOf(UnpackException.class)
                    .hasMessageContaining("leads to " + BUILD + "/" + "a/".repeat(60) + "b, which is not unpacked");
        }
    }

    @Test
    public void what_is_no_image_is_said() {
        for (byte[] bytes : List.of(new byte[0], new byte[100], new byte[100_000])) {
            assertThatThrownBy(() -> unpack(bytes))
                    .isInstanceOf(UnpackException.class)
                    .hasMessageContaining("no file system");
        }
    }

    @Test
    public void an_image_that_was_cut_off_is_an_error() throws Exception {
        for (String name : IMAGES) {
            byte[] whole = image(name);
            byte[] half = java.util.Arrays.copyOf(whole, 2048);
            assertThatThrownBy(() -> unpack(half)).as(name).isInstanceOf(UnpackException.class);
        }
    }

    /** Random damage, of the beginning most often, where nearly everything means something. */
    @Test(timeout = 300_000)
    public void whatever_a_damaged_image_holds_it_is_read_or_refused() throws Exception {
        Random random = new Random(20261125);
        int refused = 0;
        for (String name : IMAGES) {
            byte[] whole = image(name);
            for (int i = 0; i < 120; i++) {
                byte[] bad = whole.clone();
                int changes = 1 + random.nextInt(12);
                for (int j = 0; j < changes; j++) {
                    int end = random.nextBoolean() ? bad.length : Math.min(bad.length, 16_384);
                    bad[random.nextInt(end)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
                }
                try {
                    remove(unpack(bad));
                } catch (UnpackException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isBetween(50, 700);
    }

    private static void remove(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    public void a_packed_image_is_unpacked_without_its_zeros() throws Exception {
        byte[] image = new byte[5 << 20];
        image[3 << 20] = 7;
        Path packed = folder.newFile().toPath();
        Files.write(packed, TestTar.gzip(image));
        Path file = folder.newFile().toPath();
        DiskArchive.unpackImage("image", packed, file, image.length);
        assertThat(file).hasBinaryContent(image);
        assertThatThrownBy(() -> DiskArchive.unpackImage("image", packed, file, image.length - 1))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("more than");
        Files.write(packed, java.util.Arrays.copyOf(Files.readAllBytes(packed), 100));
        assertThatThrownBy(() -> DiskArchive.unpackImage("image", packed, file, image.length))
                .isInstanceOf(UnpackException.class);
    }
}
