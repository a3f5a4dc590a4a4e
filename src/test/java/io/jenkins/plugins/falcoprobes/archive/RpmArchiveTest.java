package io.jenkins.plugins.falcoprobes.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RpmArchiveTest {
    private static final String TREE = "usr/src/kernels/5.14.0-427.13.1.el9_4.x86_64/";

    /** Lead, empty signature header. */
    private static final int MAIN_HEADER = 96 + 16;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static byte[] real(String name) throws IOException {
        try (InputStream in = RpmArchiveTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static TestRpm rpm() {
        return new TestRpm("kernel-devel", "5.14.0", "1.el9", "x86_64");
    }

    private Path unpack(byte[] rpm) throws IOException {
        return unpack(rpm, UnpackLimits.DEFAULT, EntryMapper.all());
    }

    private Path unpack(byte[] rpm, UnpackLimits limits, EntryMapper mapper) throws IOException {
        Path file = folder.newFile().toPath();
        Files.write(file, rpm);
        Path root = folder.newFolder().toPath();
        RpmArchive.unpack("test", file, new SafeUnpacker(UnpackTarget.of(root), limits), mapper);
        return root;
    }

    private void assertRefused(byte[] rpm, String reason) {
        assertThatThrownBy(() -> unpack(rpm))
                .isInstanceOf(UnpackException.class)
                .hasMessageStartingWith("test: ")
                .hasMessageContaining(reason);
    }

    @Test
    public void every_packing_that_rpmbuild_knows_of_is_read() throws Exception {
        for (String packer : List.of("gz", "xz", "zst", "bz", "lz")) {
            Path tree = unpack(real("small-" + packer + ".rpm")).resolve(TREE);
            assertThat(tree.resolve(".config")).hasContent("CONFIG_SMP=y");
            assertThat(tree.resolve("scripts/basic/fixdep")).isExecutable();
            assertThat(tree.resolve("Makefile")).satisfies(file -> assertThat(Files.isExecutable(file))
                    .isEqualTo(Files.isExecutable(tree.resolve(".config"))));
            assertThat(tree.resolve("include/config")).isDirectory();
            assertThat(Files.getLastModifiedTime(tree.resolve("Makefile")).toMillis())
                    .isEqualTo(1_700_000_000_000L);
            assertThat(Files.readSymbolicLink(tree.resolve("scripts/basic/link")))
                    .hasToString("../../Makefile");
            assertThat(Files.readSymbolicLink(
                            tree.resolve("../../../../lib/modules/5.14.0-427.13.1.el9_4.x86_64/build")))
                    .hasToString("../../../usr/src/kernels/5.14.0-427.13.1.el9_4.x86_64");
        }
    }

    @Test
    public void files_that_are_one_on_the_disk_all_have_the_content() throws Exception {
        Path tree = unpack(real("small-gz.rpm")).resolve(TREE);
        for (String name : List.of("one", "two", "include/three")) {
            assertThat(tree.resolve(name)).hasContent("twice");
        }
        assertThat(tree.resolve("empty-one")).isEmptyFile();
        assertThat(tree.resolve("empty-two")).isEmptyFile();
    }

    @Test
    public void a_package_says_what_it_is() throws Exception {
        Path file = folder.newFile().toPath();
        Files.write(file, real("small-zst.rpm"));
        assertThat(RpmArchive.identity("test", file)).isEqualTo("kernel-devel-5.14.0-427.13.1.el9_4.x86_64");
    }

    @Test
    public void what_is_signed_is_found() throws Exception {
        Path file = folder.newFile().toPath();
        Files.write(file, real("signed.rpm"));
        RpmSignatures today = RpmSignatures.read("test", file);
        assertThat(today.ofHeader()).hasSize(1);
        assertThat(today.ofAll()).isEmpty();
        assertThat(today.payloadSha256()).contains("db60a499903afd71f080c005775d92f87716b6009c1ce855148b778a25a38e2b");
        Files.write(file, real("signed-v3.rpm"));
        RpmSignatures before = RpmSignatures.read("test", file);
        assertThat(before.ofHeader()).hasSize(1);
        assertThat(before.ofAll()).hasSize(1);
    }

    @Test
    public void a_file_is_found_without_reading_what_is_behind_it() throws Exception {
        byte[] noise = new byte[1_000_000];
        new Random(1).nextBytes(noise);
        byte[] kernel = rpm().file("./lib/modules/5.14.0/config", "CONFIG_SMP=y\n")
                .file("./lib/modules/5.14.0/vmlinuz", HexFormat.of().formatHex(noise))
                .toBytes();
        InputStream in = new ByteArrayInputStream(kernel);
        assertThat(RpmArchive.find("test", in, "lib/modules/5.14.0/config"::equals, 100))
                .hasValueSatisfying(config -> assertThat(config).asString(UTF_8).isEqualTo("CONFIG_SMP=y\n"));
        assertThat(kernel.length - in.available()).isLessThan(200_000);
        assertThat(RpmArchive.find("test", new ByteArrayInputStream(kernel), "other"::equals, 100))
                .isEmpty();
    }

    @Test
    public void a_file_that_is_too_long_is_refused() throws Exception {
        byte[] kernel = rpm().file("./config", "x".repeat(101)).toBytes();
        assertThatThrownBy(() -> RpmArchive.find("test", new ByteArrayInputStream(kernel), "config"::equals, 100))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("more than 100 bytes");
    }

    @Test
    public void what_is_no_package_is_refused() throws Exception {
        assertRefused("<html>not found</html>".getBytes(UTF_8), "no rpm");
        assertRefused(new byte[0], "no rpm");
        byte[] noHeader = rpm().toBytes();
        noHeader[MAIN_HEADER] = 0;
        assertRefused(noHeader, "no header where one must be");
        assertRefused(rpm().payloadFormat("drpm").toBytes(), "packed as drpm");
        assertRefused(rpm().toBytes("no cpio at all".getBytes(UTF_8)), "is broken");
    }

    @Test
    public void counts_and_lengths_that_are_lies_are_refused_before_anything_is_read_by_them() throws Exception {
        for (int lie : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 26}) {
            byte[] tags = rpm().toBytes();
            ByteBuffer.wrap(tags).putInt(MAIN_HEADER + 8, lie);
            assertRefused(tags, "its header would have ");
            byte[] store = rpm().toBytes();
            ByteBuffer.wrap(store).putInt(MAIN_HEADER + 12, lie);
            assertRefused(store, "its header would have ");
        }
        byte[] offset = rpm().file("a", "x").toBytes();
        ByteBuffer.wrap(offset).putInt(MAIN_HEADER + 16 + 8, Integer.MAX_VALUE);
        Path file = folder.newFile().toPath();
        Files.write(file, offset);
        assertThatThrownBy(() -> RpmArchive.identity("test", file)).hasMessageContaining("no tag 1000");
    }

    @Test
    public void a_package_that_was_cut_off_is_refused_wherever_it_was_cut() throws Exception {
        byte[] whole = real("small-xz.rpm");
        for (int length = 0; length < whole.length; length += 97) {
            assertRefused(Arrays.copyOf(whole, length), "");
        }
    }

    @Test
    public void paths_and_links_that_lead_out_are_refused() throws Exception {
        assertRefused(rpm().file("../outside", "x").toBytes(), "leads out");
        assertRefused(rpm().file("./a/../../outside", "x").toBytes(), "leads out");
        assertRefused(rpm().file("/etc/passwd", "x").toBytes(), "no relative path");
        assertRefused(rpm().link("./a", "../outside").toBytes(), "leads out");
        assertRefused(rpm().link("./a", "x".repeat(5000)).toBytes(), "5000 bytes of path");
        assertRefused(rpm().folder("./d").link("./a", "d").file("./a/b", "x").toBytes(), "something else");
        assertRefused(rpm().file("./a", "x").file("a", "y").toBytes(), "there already");
    }

    @Test
    public void devices_pipes_and_sockets_are_refused() throws Exception {
        for (int kind :
                new int[] {CpioConstants.C_ISCHR, CpioConstants.C_ISBLK, CpioConstants.C_ISFIFO, CpioConstants.C_ISSOCK
                }) {
            assertRefused(rpm().special("./dev/null", kind).toBytes(), "no file, folder or link");
        }
    }

    @Test
    public void hard_links_stay_inside_and_lead_to_files_that_are_unpacked() throws Exception {
        byte[] twins = rpm().linked("./a/one", "", 7).linked("./b/two", "x", 7).toBytes();
        assertThat(unpack(twins).resolve("a/one")).hasContent("x");
        assertRefused(rpm().linked("../one", "", 7).linked("./two", "x", 7).toBytes(), "leads out");
        assertThatThrownBy(() -> unpack(
                        twins,
                        UnpackLimits.DEFAULT,
                        name -> name.startsWith("a/") ? Optional.of(name) : Optional.empty()))
                .hasMessageContaining("which is not unpacked");
        TestRpm many = rpm();
        for (int i = 0; i < 12; i++) {
            many.linked("./" + i, "", i);
        }
        byte[] tooMany = many.toBytes();
        assertThatThrownBy(() -> unpack(tooMany, new UnpackLimits(10, 1000, 1000), EntryMapper.all()))
                .hasMessageContaining("too many hard links");
    }

    @Test
    public void what_a_package_holds_is_bounded_even_where_it_is_left_out() throws Exception {
        byte[] big = rpm().file("./big", "x".repeat(5000)).toBytes();
        UnpackLimits limits = new UnpackLimits(10, 1000, 1000);
        assertThatThrownBy(() -> unpack(big, limits, EntryMapper.all())).hasMessageContaining("5000 bytes");
        assertThatThrownBy(() -> unpack(big, limits, name -> Optional.empty()))
                .hasMessageContaining("more than 5000 bytes");
    }

    @Test
    public void broken_packages_are_refused_or_read_but_never_escape_or_crash() throws Exception {
        UnpackLimits limits = new UnpackLimits(1000, 1 << 20, 1 << 20);
        byte[] cpio = rpm().file("./a/b", "x".repeat(50))
                .link("./a/c", "../a/b")
                .linked("./d", "", 3)
                .linked("./e", "y", 3)
                .folder("./f")
                .toBytes();
        List<byte[]> seeds =
                List.of(cpio, real("small-gz.rpm"), real("small-xz.rpm"), real("small-zst.rpm"), real("small-bz.rpm"));
        Path file = folder.newFile().toPath();
        Path outside = folder.newFolder("fuzz").toPath();
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] broken = seeds.get(seed % seeds.size()).clone();
            int changes = 1 + random.nextInt(8);
            for (int i = 0; i < changes; i++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            Files.write(file, broken);
            Path root = Files.createTempDirectory(outside, "");
            assertThatCode(() -> {
                        try {
                            RpmArchive.unpack(
                                    "test", file, new SafeUnpacker(UnpackTarget.of(root), limits), EntryMapper.all());
                            RpmArchive.identity("test", file);
                            RpmSignatures.read("test", file);
                        } catch (IOException refused) {
                            assertThat(refused).isNotNull();
                        }
                    })
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
        try (Stream<Path> all = Files.walk(outside)) {
            for (Path path : all.filter(Files::exists).toList()) {
                assertThat(path.toRealPath()).startsWith(outside.toRealPath());
            }
        }
    }
}
