package io.jenkins.plugins.falcoprobes.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SafeUnpackerTest {
    private static final UnpackLimits SMALL = new UnpackLimits(5, 1000, 1500);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path root;
    private Path outside;

    @Before
    public void make_a_folder_with_a_secret_beside_it() throws IOException {
        root = folder.newFolder("root").toPath();
        outside = folder.newFile("outside").toPath();
        Files.writeString(outside, "untouched");
    }

    @After
    public void nothing_outside_was_touched() throws IOException {
        assertThat(outside).hasContent("untouched");
        try (Stream<Path> files = Files.list(folder.getRoot().toPath())) {
            assertThat(files).containsExactlyInAnyOrder(root, outside);
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(Files::exists).toList()) {
                assertThat(path.toRealPath()).startsWith(root.toRealPath());
            }
        }
    }

    private void unpack(byte[] tar, EntryMapper mapper) throws IOException {
        new SafeUnpacker(UnpackTarget.of(root), SMALL).unpack("test.tar", new ByteArrayInputStream(tar), mapper);
    }

    private void unpack(TestTar tar) throws IOException {
        unpack(tar.toBytes(), EntryMapper.all());
    }

    private void assertRefused(TestTar tar, String reason) {
        assertThatThrownBy(() -> unpack(tar))
                .isInstanceOf(UnpackException.class)
                .hasMessageStartingWith("test.tar: ")
                .hasMessageContaining(reason);
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(name)));
    }

    @Test
    public void files_folders_and_links_are_unpacked_with_plain_modes() throws Exception {
        unpack(new TestTar()
                .folder("./usr/")
                .file("./usr/tool", "#!", 04755)
                .file("usr/lib/data", "x", 0600)
                .link("usr/here", "lib/data")
                .hardLink("usr/same", "usr/lib/data"));
        assertThat(root.resolve("usr/lib/data")).hasContent("x");
        assertThat(root.resolve("usr/same")).hasContent("x");
        assertThat(Files.readSymbolicLink(root.resolve("usr/here"))).hasToString("lib/data");
        assertThat(mode("usr/tool")).isEqualTo("rwxr-xr-x");
        assertThat(mode("usr/lib/data")).isEqualTo("rw-r--r--");
        assertThat(mode("usr/lib")).isEqualTo("rwxr-xr-x");
        assertThat(Files.getLastModifiedTime(root.resolve("usr/tool")).toMillis())
                .isEqualTo(1_700_000_000_000L);
    }

    @Test
    public void entries_and_the_targets_of_links_are_mapped() throws Exception {
        byte[] tar = new TestTar()
                .file("./usr/src/linux-6.1/a/b", "x")
                .file("./usr/lib/kbuild-6.1/tool", "y")
                .file("./usr/share/doc/readme", "z")
                .link("./usr/src/linux-6.1/a/tool", "../../../lib/kbuild-6.1/tool")
                .link("./usr/src/linux-6.1/absolute", "/usr/src/linux-6.1/a")
                .toBytes();
        unpack(
                tar,
                name -> name.startsWith("usr/share")
                        ? Optional.empty()
                        : Optional.of(
                                name.replace("usr/src/linux-6.1", "build").replace("usr/lib/kbuild-6.1", "kbuild")));
        assertThat(Files.readSymbolicLink(root.resolve("build/a/tool"))).hasToString("../../kbuild/tool");
        assertThat(Files.readSymbolicLink(root.resolve("build/absolute"))).hasToString("a");
        assertThat(root.resolve("build/absolute/tool")).hasContent("y");
        assertThat(root.resolve("usr")).doesNotExist();
    }

    @Test
    public void paths_that_lead_out_are_refused() throws Exception {
        assertRefused(new TestTar().file("../outside", "x"), "leads out");
        assertRefused(new TestTar().file("a/../../outside", "x"), "leads out");
        assertRefused(new TestTar().file(outside.toString(), "x"), "no relative path");
        assertRefused(new TestTar().folder("../folder/"), "leads out");
    }

    @Test
    public void links_that_lead_out_are_refused() throws Exception {
        assertRefused(new TestTar().link("a", "../outside"), "leads out");
        assertRefused(new TestTar().link("a/b", "../../outside"), "leads out");
        assertRefused(new TestTar().hardLink("a", "../outside"), "leads out");
        assertRefused(new TestTar().hardLink("a", outside.toString()), "no relative path");
    }

    @Test
    public void an_absolute_link_stays_inside() throws Exception {
        unpack(new TestTar().link("passwd", "/etc/passwd"));
        assertThat(Files.readSymbolicLink(root.resolve("passwd"))).hasToString("etc/passwd");
    }

    @Test
    public void no_entry_goes_through_a_link() throws Exception {
        assertRefused(new TestTar().folder("d/").link("a", "d").file("a/b", "x"), "something else");
        assertRefused(new TestTar().link("c", "nowhere").file("c", "x"), "there already");
    }

    @Test
    public void a_link_through_a_link_stays_inside() throws Exception {
        unpack(new TestTar().folder("a/b/").link("up", "a/b").link("a/b/c", "../../up/.."));
        assertThat(root.resolve("a/b/c").toRealPath()).isEqualTo(root.toRealPath());
    }

    @Test
    public void a_link_that_was_there_before_is_not_followed() throws Exception {
        Files.createSymbolicLink(root.resolve("a"), outside);
        Files.createSymbolicLink(root.resolve("d"), outside.getParent());
        assertRefused(new TestTar().file("a", "x"), "there already");
        assertRefused(new TestTar().file("d/outside", "x"), "something else");
        Files.delete(root.resolve("a"));
        Files.delete(root.resolve("d"));
    }

    @Test
    public void the_same_file_twice_is_refused() throws Exception {
        assertRefused(new TestTar().file("a", "x").file("./a", "y"), "there already");
    }

    @Test
    public void hard_links_lead_to_files_of_the_archive_only() throws Exception {
        Files.writeString(root.resolve("before"), "x");
        assertRefused(new TestTar().hardLink("a", "before"), "leads to no file of the archive");
        assertRefused(new TestTar().link("b", "before").hardLink("c", "b"), "leads to no file of the archive");
    }

    @Test
    public void devices_and_pipes_are_refused() throws Exception {
        assertRefused(new TestTar().special("null", TarArchiveEntry.LF_CHR), "no file, folder or link");
        assertRefused(new TestTar().special("sda", TarArchiveEntry.LF_BLK), "no file, folder or link");
        assertRefused(new TestTar().special("pipe", TarArchiveEntry.LF_FIFO), "no file, folder or link");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    public void what_an_archive_holds_is_bounded() throws Exception {
        assertRefused(new TestTar().file("big", "x".repeat(1001)), "1001 bytes, more than 1000");
        assertRefused(new TestTar().file("one", "x".repeat(800)).file("two", "x".repeat(800)), "more than 1500 bytes");
        TestTar many = new TestTar();
        for (int i = 0; i < 6; i++) {
            many.folder("d" + i + "/");
        }
        assertRefused(many, "more than 5 entries");
    }

    @Test
    public void a_size_that_is_a_lie_is_refused_before_it_is_read() throws Exception {
        byte[] tar = new TestTar().withLie("huge", 1L << 50);
        assertThatThrownBy(() -> unpack(tar, EntryMapper.all()))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("more than 1000");
        assertThat(root.resolve("huge")).doesNotExist();
    }

    @Test
    public void an_archive_that_ends_too_soon_is_refused() throws Exception {
        byte[] tar = new TestTar().file("a", "x".repeat(900)).toBytes();
        assertThatThrownBy(() -> unpack(Arrays.copyOf(tar, 800), EntryMapper.all()))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("is broken");
    }

    @Test
    public void several_archives_share_one_folder() throws Exception {
        SafeUnpacker unpacker = new SafeUnpacker(UnpackTarget.of(root), SMALL);
        unpacker.unpack(
                "1", new ByteArrayInputStream(new TestTar().file("d/a", "x").toBytes()), EntryMapper.all());
        unpacker.unpack(
                "2", new ByteArrayInputStream(new TestTar().file("d/b", "y").toBytes()), EntryMapper.all());
        assertThat(root.resolve("d/a")).hasContent("x");
        assertThat(Files.isDirectory(root.resolve("d"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    private Path spare() throws IOException {
        return Files.createDirectories(root.resolveSibling("spare"));
    }

    private void unpackWithSpare(TestTar before, TestTar now) throws IOException {
        UnpackLimits limits = new UnpackLimits(20, 1 << 20, 1 << 22);
        new SafeUnpacker(UnpackTarget.of(spare()), limits)
                .unpack("before.tar", new ByteArrayInputStream(before.toBytes()), EntryMapper.all());
        new SafeUnpacker(new UnpackTarget(root, Optional.of(spare())), limits)
                .unpack("test.tar", new ByteArrayInputStream(now.toBytes()), EntryMapper.all());
    }

    private void removeSpare() throws IOException {
        try (Stream<Path> all = Files.walk(spare())) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Object inode(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    @Test
    public void files_of_a_spare_tree_become_the_new_ones() throws Exception {
        String large = "x".repeat(100_000);
        TestTar before = new TestTar()
                .file("d/same", "same", 0644)
                .file("d/tool", "#!", 0755)
                .file("d/shorter", "a long one", 0644)
                .file("d/longer", "short", 0644)
                .file("d/late", large + "old", 0644)
                .file("d/gone", "gone", 0644);
        new SafeUnpacker(UnpackTarget.of(spare()), new UnpackLimits(20, 1 << 20, 1 << 22))
                .unpack("before.tar", new ByteArrayInputStream(before.toBytes()), EntryMapper.all());
        Map<String, Object> inodes = new HashMap<>();
        for (String name : List.of("same", "tool", "shorter", "longer", "late")) {
            inodes.put(name, inode(spare().resolve("d").resolve(name)));
        }
        new SafeUnpacker(new UnpackTarget(root, Optional.of(spare())), new UnpackLimits(20, 1 << 20, 1 << 22))
                .unpack(
                        "test.tar",
                        new ByteArrayInputStream(new TestTar()
                                .file("d/same", "same", 0755)
                                .file("d/tool", "#!", 0600)
                                .file("d/shorter", "a long", 0644)
                                .file("d/longer", "short no more", 0644)
                                .file("d/late", large + "new!", 0644)
                                .file("d/new", "new", 0644)
                                .toBytes()),
                        EntryMapper.all());
        assertThat(root.resolve("d/same")).hasContent("same");
        assertThat(root.resolve("d/shorter")).hasContent("a long");
        assertThat(root.resolve("d/longer")).hasContent("short no more");
        assertThat(root.resolve("d/late")).hasContent(large + "new!");
        assertThat(root.resolve("d/new")).hasContent("new");
        assertThat(root.resolve("d/gone")).doesNotExist();
        assertThat(mode("d/same")).isEqualTo("rwxr-xr-x");
        assertThat(mode("d/tool")).isEqualTo("rw-r--r--");
        for (Map.Entry<String, Object> each : inodes.entrySet()) {
            assertThat(inode(root.resolve("d").resolve(each.getKey()))).isEqualTo(each.getValue());
        }
        removeSpare();
    }

    @Test
    public void a_spare_file_with_a_second_name_stays_as_it_is() throws Exception {
        unpackWithSpare(
                new TestTar().file("a", "old", 0644).hardLink("b", "a"),
                new TestTar().file("a", "new", 0644).file("b", "other", 0644));
        assertThat(root.resolve("a")).hasContent("new");
        assertThat(root.resolve("b")).hasContent("other");
        assertThat(spare().resolve("a")).hasContent("old");
        removeSpare();
    }

    @Test
    public void spare_links_and_folders_are_not_taken_for_files() throws Exception {
        Files.createSymbolicLink(spare().resolve("secret"), outside);
        unpackWithSpare(
                new TestTar().file("d/x", "x", 0644).link("l", "d/x").file("f", "f", 0644),
                new TestTar()
                        .file("d", "d", 0644)
                        .file("l", "l", 0644)
                        .file("f/x", "x", 0644)
                        .file("secret", "mine", 0644));
        assertThat(root.resolve("d")).hasContent("d");
        assertThat(root.resolve("l")).hasContent("l");
        assertThat(root.resolve("f/x")).hasContent("x");
        assertThat(root.resolve("secret")).hasContent("mine");
        assertThat(spare().resolve("d/x")).hasContent("x");
        removeSpare();
    }

    @Test
    public void an_entry_that_is_there_already_is_refused_with_a_spare_tree_too() throws Exception {
        TestTar before = new TestTar().file("a", "x", 0644);
        assertThatThrownBy(() ->
                        unpackWithSpare(before, new TestTar().link("a", "b").file("a", "x", 0644)))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("there already");
        removeSpare();
    }
}
