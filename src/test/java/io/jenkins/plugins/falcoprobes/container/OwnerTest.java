package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.Test;

public class OwnerTest {

    @Test
    public void this_jvm_is_not_gone() throws IOException {
        assertThat(Owner.parse(Owner.self().label())).contains(Owner.self());
        assertThat(Owner.self().isGone()).isFalse();
    }

    @Test
    public void a_process_that_has_ended_is_gone() throws Exception {
        Process process = new ProcessBuilder("cat").start();
        Owner owner = new Owner(
                Owner.self().host(),
                process.pid(),
                process.info().startInstant().orElseThrow().getEpochSecond());
        assertThat(owner.isGone()).isFalse();

        process.getOutputStream().close();
        process.waitFor();
        assertThat(owner.isGone()).isTrue();
    }

    @Test
    public void a_process_id_that_another_process_has_now_does_not_keep_a_container() throws IOException {
        Owner self = Owner.self();
        assertThat(new Owner(self.host(), self.pid(), self.start() - 3600).isGone())
                .isTrue();
    }

    @Test
    public void another_hosts_process_is_never_taken_for_gone() throws IOException {
        assertThat(new Owner("another-host", 99_999_999, 1).isGone()).isFalse();
    }

    @Test
    public void a_label_of_another_program_names_no_owner() {
        assertThat(Owner.parse("")).isEmpty();
        assertThat(Owner.parse("somebody")).isEmpty();
        assertThat(Owner.parse("host/-1/5")).isEmpty();
        assertThat(Owner.parse("host/1/5/7")).isEmpty();
    }
}
