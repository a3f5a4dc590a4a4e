package io.jenkins.plugins.falcoprobes.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DebArchiveTest {
    private static final String CONFIG = "boot/config-6.1.0-50-amd64";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private void unpack(byte[] deb) throws IOException {
        Path file = folder.newFile().toPath();
        Files.write(file, deb);
        Path root = folder.newFolder().toPath();
        DebArchive.unpack(
                "test", file, new SafeUnpacker(UnpackTarget.of(root), UnpackLimits.DEFAULT), EntryMapper.all());
        assertThat(root.resolve("usr/file")).hasContent("content");
    }

    @Test
    public void every_packing_that_dpkg_knows_of_today_is_read() throws Exception {
        byte[] tar = new TestTar().file("./usr/file", "content").toBytes();
        unpack(TestTar.deb("data.tar", tar));
        unpack(TestTar.deb("data.tar.gz", TestTar.gzip(tar)));
        unpack(TestTar.deb("data.tar.xz", TestTar.xz(tar)));
        unpack(TestTar.deb("data.tar.zst", Zstd.compress(tar)));
    }

    @Test
    public void what_is_no_package_is_refused() throws Exception {
        assertThatThrownBy(() -> unpack("<html>not found</html>".getBytes(UTF_8)))
                .isInstanceOf(UnpackException.class)
                .hasMessageStartingWith("test: ");
        assertThatThrownBy(() -> unpack(TestTar.deb("other.tar", new byte[10])))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("no data.tar");
    }

    @Test
    public void a_package_that_was_cut_off_is_refused() throws Exception {
        byte[] deb = new TestTar().file("./usr/file", "content").toDeb();
        assertThatThrownBy(() -> unpack(Arrays.copyOf(deb, deb.length - 60)))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("is broken");
    }

    @Test
    public void a_file_is_found_without_reading_what_is_behind_it() throws Exception {
        byte[] noise = new byte[1_000_000];
        new Random(1).nextBytes(noise);
        byte[] deb = new TestTar()
                .file("./boot/System.map-6.1.0-50-amd64", "ffffffffffffffff B")
                .file("./" + CONFIG, "CONFIG_SMP=y\n")
                .file("./boot/vmlinuz-6.1.0-50-amd64", HexFormat.of().formatHex(noise))
                .toDeb();
        InputStream in = new ByteArrayInputStream(deb);
        assertThat(DebArchive.find("test", in, CONFIG::equals, 100))
                .hasValueSatisfying(config -> assertThat(config).asString(UTF_8).isEqualTo("CONFIG_SMP=y\n"));
        assertThat(deb.length - in.available()).isLessThan(200_000);
        assertThat(deb.length).isGreaterThan(1_000_000);
    }

    @Test
    public void a_file_that_is_not_there_is_not_found() throws Exception {
        byte[] deb = new TestTar().file("./boot/vmlinuz", "x").toDeb();
        assertThat(DebArchive.find("test", new ByteArrayInputStream(deb), CONFIG::equals, 100))
                .isEmpty();
    }

    @Test
    public void a_file_that_is_too_long_is_refused() throws Exception {
        byte[] deb = new TestTar().file("./" + CONFIG, "x".repeat(101)).toDeb();
        assertThatThrownBy(() -> DebArchive.find("test", new ByteArrayInputStream(deb), CONFIG::equals, 100))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("more than 100 bytes");
    }

    @Test
    public void a_tarball_is_read_by_what_is_in_it_and_not_by_its_name() throws Exception {
        byte[] tar = new TestTar().file("falco/driver/main.c", "int x;").toBytes();
        for (byte[] packed : new byte[][] {tar, TestTar.gzip(tar), TestTar.xz(tar), Zstd.compress(tar)}) {
            Path file = folder.newFile().toPath();
            Files.write(file, packed);
            Path root = folder.newFolder().toPath();
            Tarball.unpack(file, new SafeUnpacker(UnpackTarget.of(root), UnpackLimits.DEFAULT), EntryMapper.all());
            assertThat(root.resolve("falco/driver/main.c")).hasContent("int x;");
        }
    }
}
