package io.jenkins.plugins.falcoprobes.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.Test;

public class DebianRelationTest {
    private static DebianPackage candidate(String name, String version) {
        return new DebianPackage(
                "sid", name, version, "linux", "amd64", "", URI.create("http://example.org/a.deb"), 1, "0".repeat(64));
    }

    @Test
    public void the_field_of_a_real_kernel_is_read() {
        assertThat(DebianRelation.parse("linux-base (>= 4.12~), linux-headers-6.12.107+deb13-common (= 6.12.107-1),"
                        + " linux-image-6.12.107+deb13-amd64 (= 6.12.107-1) |"
                        + " linux-image-6.12.107+deb13-amd64-unsigned (= 6.12.107-1),"
                        + " linux-kbuild-6.12.107+deb13, gcc-14"))
                .containsExactly(
                        List.of(new DebianRelation("linux-base", ">=", "4.12~")),
                        List.of(new DebianRelation("linux-headers-6.12.107+deb13-common", "=", "6.12.107-1")),
                        List.of(
                                new DebianRelation("linux-image-6.12.107+deb13-amd64", "=", "6.12.107-1"),
                                new DebianRelation("linux-image-6.12.107+deb13-amd64-unsigned", "=", "6.12.107-1")),
                        List.of(new DebianRelation("linux-kbuild-6.12.107+deb13", "", "")),
                        List.of(new DebianRelation("gcc-14", "", "")));
    }

    @Test
    public void an_empty_field_asks_for_nothing() {
        assertThat(DebianRelation.parse("")).isEmpty();
    }

    @Test
    public void architectures_are_passed_over() {
        assertThat(DebianRelation.parse("python3:any (>= 3.5~)"))
                .containsExactly(List.of(new DebianRelation("python3", ">=", "3.5~")));
    }

    @Test
    public void each_operator_compares_versions() {
        DebianPackage kbuild = candidate("linux-kbuild-6.1", "6.1.192-2");
        for (String satisfied :
                List.of(">= 6.1.192-2", ">= 6.1.99-1", "= 6.1.192-2", "<= 6.1.192-2", ">> 6.1.192-1", "<< 6.2")) {
            assertThat(relation(satisfied).isSatisfiedBy(kbuild)).as(satisfied).isTrue();
        }
        for (String not : List.of(">= 6.1.193-1", "= 6.1.192-1", "<= 6.1.192-1", ">> 6.1.192-2", "<< 6.1.192-2")) {
            assertThat(relation(not).isSatisfiedBy(kbuild)).as(not).isFalse();
        }
        assertThat(relation(">= 1").isSatisfiedBy(candidate("linux-kbuild-6.12", "6.12.1-1")))
                .isFalse();
    }

    private static DebianRelation relation(String condition) {
        return DebianRelation.parse("linux-kbuild-6.1 (" + condition + ")")
                .get(0)
                .get(0);
    }
}
