package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DistroSettingsTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void a_files_content_is_read_where_it_is_used() throws Exception {
        Path file = temporary.newFile().toPath();
        DistroSettings settings = DistroSettings.of(Map.of("rhel.certificate", file.toString()));
        Files.writeString(file, "secret");
        assertThat(settings.content("rhel.certificate")).hasValue("secret".getBytes(UTF_8));
        assertThat(settings.content("rhel.key")).isEmpty();
    }

    @Test
    public void a_file_that_is_not_there_is_told_in_one_line() {
        DistroSettings settings = DistroSettings.of(Map.of("rhel.certificate", "/nowhere/a.pem", "rhel.key", "a\0b"));
        assertThatThrownBy(() -> settings.content("rhel.certificate"))
                .isInstanceOf(IOException.class)
                .hasMessage("rhel.certificate: cannot read /nowhere/a.pem: there is no such file");
        assertThatThrownBy(() -> settings.content("rhel.key")).isInstanceOf(IOException.class);
    }

    @Test
    public void a_content_that_is_given_travels_and_is_not_told() throws Exception {
        DistroSettings settings = DistroSettings.of(Map.of("rhel.certificate", "credentials:a", "sles.token", "hidden"))
                .with("rhel.certificate", "secret".getBytes(UTF_8));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(settings);
        }
        DistroSettings there;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            there = (DistroSettings) in.readObject();
        }
        assertThat(there.content("rhel.certificate")).hasValue("secret".getBytes(UTF_8));
        assertThat(there).hasToString("[rhel.certificate, sles.token]");
        DistroSettings others = there.ofDistros("sles"::equals);
        assertThat(others.content("rhel.certificate")).isEmpty();
        assertThat(others.text("sles.token")).hasValue("hidden");
        assertThat(others.names()).isEqualTo(there.names());
    }

    @Test
    public void every_setting_is_one_of_a_distribution() {
        assertThat(Distros.settings())
                .extracting(DistroSetting::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> Distros.ids().contains(name.substring(0, name.indexOf('.'))));
        for (String id : Distros.ids()) {
            List<String> names =
                    Distros.settings().stream().map(DistroSetting::name).toList();
            assertThat(Distros.needs(id)).allMatch(need -> Distros.mirrors().contains(need) || names.contains(need));
        }
    }

    @Test
    public void what_needs_something_of_the_users_is_looked_at_where_it_is_given() {
        for (String id : Distros.ids()) {
            List<String> needs = Distros.needs(id);
            boolean onlyByName = id.equals(Flatcar.ID) || id.equals(Boot2Docker.ID);
            assertThat(Distros.standard(List.of()).contains(id)).isEqualTo(needs.isEmpty() && !onlyByName);
            needs.forEach(need -> assertThat(Distros.standard(List.of(need))).contains(id));
        }
    }

    @Test
    public void own_keys_take_the_place_of_a_distributions() throws Exception {
        Downloads downloads = new Downloads(temporary.getRoot().toPath(), 0);
        for (String id : List.of("debian", "rocky")) {
            DistroSettings settings = DistroSettings.of(Map.of(id + ".keys", "/nowhere/keys.asc"));
            assertThatThrownBy(() -> Distros.named(id, new DistroContext(downloads, Map.of(), settings)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(id + ".keys: cannot read /nowhere/keys.asc");
        }
    }

    /** kernel-crawler's list has the configurations of some 400 releases of Flatcar in it, of 200 kB each in base64. */
    @Test
    public void a_file_may_be_as_long_as_kernel_crawlers_list() throws Exception {
        Path list = temporary.newFile().toPath();
        try (RandomAccessFile file = new RandomAccessFile(list.toFile(), "rw")) {
            file.setLength(90 << 20);
        }
        assertThat(DistroSettings.of(Map.of("list.file", list.toString())).content("list.file"))
                .hasValueSatisfying(content -> assertThat(content.length).isEqualTo(90 << 20));
    }
}
