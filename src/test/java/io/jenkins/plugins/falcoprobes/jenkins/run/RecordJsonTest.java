package io.jenkins.plugins.falcoprobes.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.Test;

public class RecordJsonTest {
    @Test
    public void a_record_stays_the_same() throws IOException {
        ProbeRecord built = Probes.built("6.1.0-9-amd64", "kmod", 1).whenPublished();
        assertThat(RecordJson.read(RecordJson.write(built))).isEqualTo(built);
        assertThat(RecordJson.readAll(RecordJson.write(List.of(built, built)))).containsExactly(built, built);
    }

    @Test
    public void what_is_empty_is_left_out_and_read_as_empty() throws IOException {
        ProbeRecord planned = ProbeRecord.planned(Probes.key("6.1.0-9-amd64", "kmod"));
        String json = RecordJson.write(planned);
        assertThat(json)
                .isEqualTo(
                        "{\"key\":{\"distro\":\"debian\",\"release\":\"6.1.0-9-amd64\",\"packageVersion\":\"6.1.170-3\",\"architecture\":\"x86_64\","
                                + "\"kind\":\"kmod\"},\"state\":\"PLANNED\"}");
        assertThat(RecordJson.read(json)).isEqualTo(planned);
    }
}
