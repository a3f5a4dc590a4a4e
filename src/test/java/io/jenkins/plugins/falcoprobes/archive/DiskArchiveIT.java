package io.jenkins.plugins.falcoprobes.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Round trips through images made by e2fsprogs, squashfs-tools and gdisk, by their features. */
public class DiskArchiveIT {
    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    private static Path content;

    /** A folder with everything that a file system has ways of its own for. */
    private static synchronized Path content() throws IOException {
        if (content == null) {
            Path root = TEMPORARY.newFolder("content").toPath();
            Random random = new Random(7);
            byte[] large = new byte[9 << 20];
            random.nextBytes(large);
            Files.write(root.resolve("large"), large);
            try (RandomAccessFile sparse =
                    new RandomAccessFile(root.resolve("sparse").toFile(), "rw")) {
                sparse.seek(5 << 20);
                sparse.write(large, 0, 100_000);
                sparse.setLength(8 << 20);
            }
            Path many = Files.createDirectories(root.resolve("many"));
            for (int i = 0; i < 400; i++) {
                Files.writeString(
                        many.resolve("a-file-with-a-rather-long-name-so-that-there-is-an-index-" + i), "" + i);
            }
            Files.writeString(Files.createDirectories(root.resolve("a/b/c/d")).resolve("ümläut"), "x");
            Files.write(root.resolve("empty"), new byte[0]);
            Files.write(root.resolve("block"), Arrays.copyOf(large, 4096));
            Files.createSymbolicLink(root.resolve("link"), Path.of("a/b"));
            content = root;
        }
        return content;
    }

    private static Path newFile() throws IOException {
        return TEMPORARY.newFile().toPath();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException(
                    command[0] + " is missing; .ci/run installs it: apt-get install e2fsprogs squashfs-tools gdisk", e);
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said);
        }
    }

    private static Path unpack(Path image) throws IOException {
        Path root = TEMPORARY.newFolder().toPath();
        DiskArchive.unpack(
                "image",
                image,
                new SafeUnpacker(UnpackTarget.of(root), UnpackLimits.DEFAULT),
                name -> name.equals("lost+found") ? java.util.Optional.empty() : java.util.Optional.of(name));
        return root;
    }

    private static void assertSame(Path root) throws IOException, InterruptedException {
        run("diff", "--recursive", "--no-dereference", content().toString(), root.toString());
    }

    private static Path extended(String... options) throws IOException, InterruptedException {
        Path image = newFile();
        run("truncate", "--size=64M", image.toString());
        run(Stream.of(
                        Stream.of("mke2fs", "-q", "-F", "-d", content().toString()),
                        Stream.of(options),
                        Stream.of(image.toString()))
                .flatMap(words -> words)
                .toArray(String[]::new));
        return image;
    }

    @Test
    public void ext4_as_it_is_by_default() throws Exception {
        assertSame(unpack(extended("-t", "ext4")));
    }

    @Test
    public void ext4_with_small_blocks_and_without_64_bits() throws Exception {
        assertSame(unpack(extended("-t", "ext4", "-b", "1024", "-O", "^64bit,^flex_bg,^metadata_csum")));
    }

    @Test
    public void ext4_with_large_inodes_and_old_pointers() throws Exception {
        assertSame(unpack(extended("-t", "ext4", "-I", "512", "-O", "^extent,^64bit")));
    }

    @Test
    public void ext3_and_ext2() throws Exception {
        assertSame(unpack(extended("-t", "ext3", "-b", "1024")));
        assertSame(unpack(extended("-t", "ext2", "-b", "2048")));
    }

    /** A folder's index is made by e2fsck, and a tree of extents by space that is in pieces. */
    @Test
    public void ext4_with_indexes_and_deep_extents() throws Exception {
        Path image = newFile();
        run("truncate", "--size=64M", image.toString());
        run("mke2fs", "-q", "-F", "-t", "ext4", "-b", "1024", image.toString());
        Path pieces = TEMPORARY.newFolder().toPath();
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            Files.write(pieces.resolve("f" + i), new byte[] {1});
            commands.append("write " + pieces.resolve("f" + i) + " f" + i + "\n");
        }
        for (int i = 0; i < 1500; i += 2) {
            commands.append("rm f" + i + "\n");
        }
        byte[] large = Files.readAllBytes(content().resolve("large"));
        Path source = newFile();
        Files.write(source, Arrays.copyOf(large, 24 << 20));
        commands.append("write " + source + " large\n");
        Path script = newFile();
        Files.writeString(script, commands.toString());
        run("debugfs", "-w", "-f", script.toString(), image.toString());
        Process check = new ProcessBuilder("e2fsck", "-f", "-y", "-D", image.toString())
                .redirectErrorStream(true)
                .start();
        check.getInputStream().readAllBytes();
        assertThat(check.waitFor()).isLessThan(4);
        Path root = unpack(image);
        assertThat(Files.mismatch(root.resolve("large"), source)).isEqualTo(-1);
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files).hasSize(751);
        }
    }

    @Test
    public void ext4_that_was_not_unmounted_is_refused() throws Exception {
        Path image = extended("-t", "ext4");
        run("debugfs", "-w", "-R", "feature needs_recovery", image.toString());
        assertThatThrownBy(() -> unpack(image))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("not unmounted");
    }

    @Test
    public void features_that_are_not_read_are_named() throws Exception {
        assertThatThrownBy(() -> unpack(extended("-t", "ext4", "-O", "inline_data")))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("0x8000");
    }

    @Test
    public void squashfs_by_its_packers() throws Exception {
        for (String packer : new String[] {"gzip", "xz", "lz4", "zstd"}) {
            Path image = newFile();
            Files.delete(image);
            run("mksquashfs", content().toString(), image.toString(), "-comp", packer, "-no-progress", "-quiet");
            assertSame(unpack(image));
        }
    }

    @Test
    public void squashfs_by_its_options() throws Exception {
        for (String option :
                new String[] {"-no-fragments", "-always-use-fragments", "-tailends", "-noI", "-noD", "-noF"}) {
            Path image = newFile();
            Files.delete(image);
            run("mksquashfs", content().toString(), image.toString(), option, "-b", "4K", "-no-progress", "-quiet");
            assertSame(unpack(image));
        }
        Path image = newFile();
        Files.delete(image);
        run("mksquashfs", content().toString(), image.toString(), "-comp", "xz", "-Xbcj", "x86", "-b", "1M", "-quiet");
        assertSame(unpack(image));
    }

    @Test
    public void squashfs_of_another_packer_is_refused() throws Exception {
        Path image = newFile();
        Files.delete(image);
        run("mksquashfs", content().resolve("a").toString(), image.toString(), "-comp", "lzo", "-quiet");
        assertThatThrownBy(() -> unpack(image))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("packed as 3");
    }

    /** As a developer container of Flatcar: the file system is in a partition, the whole is packed by bzip2. */
    @Test
    public void a_packed_disk_with_partitions() throws Exception {
        Path disk = newFile();
        run("truncate", "--size=80M", disk.toString());
        run(
                "sgdisk",
                "--new=1:2048:+2M",
                "--typecode=1:EF02",
                "--new=9:8192:+66M",
                "--change-name=9:ROOT",
                disk.toString());
        Path image = extended("-t", "ext4");
        run("dd", "if=" + image, "of=" + disk, "bs=512", "seek=8192", "conv=notrunc,sparse", "status=none");
        run("bzip2", "--keep", "-1", disk.toString());
        Path unpacked = newFile();
        DiskArchive.unpackImage("disk", disk.resolveSibling(disk.getFileName() + ".bz2"), unpacked, 80 << 20);
        assertThat(Files.mismatch(disk, unpacked)).isEqualTo(-1);
        assertSame(unpack(unpacked));
    }

    @Test
    public void a_damaged_partition_table_is_refused() throws Exception {
        Path disk = newFile();
        run("truncate", "--size=8M", disk.toString());
        run("sgdisk", "--new=1:2048:+2M", disk.toString());
        byte[] bytes = Files.readAllBytes(disk);
        for (int at : new int[] {512 + 72, 512 + 80, 1024 + 40}) {
            byte[] bad = bytes.clone();
            bad[at] ^= 0x55;
            Path image = newFile();
            Files.write(image, bad);
            assertThatThrownBy(() -> unpack(image))
                    .isInstanceOf(UnpackException.class)
                    .hasMessageContaining("damaged");
        }
    }
}
