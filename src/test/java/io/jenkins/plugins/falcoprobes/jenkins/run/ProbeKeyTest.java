package io.jenkins.plugins.falcoprobes.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class ProbeKeyTest {
    @Test
    public void its_id_reads_back() {
        ProbeKey key = new ProbeKey("ubuntu", "6.8.0-1021-aws", "6.8.0-1021.23~22.04.1+1", "aws", "x86_64", "ebpf");

        assertThat(ProbeKey.parse(key.id())).contains(key);
    }

    @Test
    public void what_is_no_id_is_no_key() {
        assertThat(ProbeKey.parse("")).isEmpty();
        assertThat(ProbeKey.parse("debian,6.1.0,6.1.0-1,,x86_64")).isEmpty();
        assertThat(ProbeKey.parse("debian,6.1.0,6.1.0-1,,x86_64,kmod,")).isEmpty();
    }
}
