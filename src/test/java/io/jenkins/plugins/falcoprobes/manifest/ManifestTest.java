package io.jenkins.plugins.falcoprobes.manifest;

import static io.jenkins.plugins.falcoprobes.manifest.Entries.BUILT;
import static io.jenkins.plugins.falcoprobes.manifest.Entries.entry;
import static io.jenkins.plugins.falcoprobes.manifest.Entries.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange.Removal;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import java.util.List;
import org.junit.Test;

public class ManifestTest {
    private static final String DRIVER = "8.0.0+driver";
    private static final String OTHER = SampleRun.sha256("other bytes");

    private static Manifest with(ManifestEntry... entries) {
        return Manifest.EMPTY.after(ManifestChange.adding(List.of(entries)));
    }

    private static ManifestEntry module() {
        return entry(DRIVER, "6.1.0-56-amd64", ProbeKind.KMOD);
    }

    @Test
    public void what_a_run_only_found_does_not_replace_what_the_one_that_built_it_wrote() {
        Manifest manifest = with(module());

        assertThat(manifest.after(
                        ManifestChange.adding(List.of(found(module(), module().sha256(), BUILT.plusSeconds(60))))))
                .isSameAs(manifest);
    }

    @Test
    public void what_the_builder_wrote_replaces_what_a_later_run_found() {
        Manifest manifest = with(found(module(), module().sha256(), BUILT.plusSeconds(60)))
                .after(ManifestChange.adding(List.of(module())));

        assertThat(manifest.entries()).containsExactly(module());
    }

    @Test
    public void other_bytes_that_a_later_run_found_are_what_counts() {
        ManifestEntry other = found(module(), OTHER, BUILT.plusSeconds(60));

        assertThat(with(module(), other).entries()).containsExactly(other);
        assertThat(with(found(module(), OTHER, BUILT.minusSeconds(60)), module())
                        .entries())
                .containsExactly(module());
        assertThat(with(module(), found(module(), OTHER, BUILT.minusSeconds(60)))
                        .entries())
                .containsExactly(module());
    }

    @Test
    public void of_two_builds_the_later_one_counts_whoever_tells_first() {
        ManifestEntry later = entry(DRIVER, "6.1.0-56-amd64", ProbeKind.KMOD, BUILT.plusSeconds(1), List.of("a.ko"));

        assertThat(with(module(), later)).isEqualTo(with(later, module()));
        assertThat(with(module(), later).entries()).containsExactly(later);
    }

    @Test
    public void a_path_is_in_one_entry_only() {
        ManifestEntry both = entry(DRIVER, "6.1.0-56-amd64", ProbeKind.KMOD, BUILT, List.of("b.ko"));
        ManifestEntry alone = new ManifestEntry(
                "b.ko",
                OTHER,
                5,
                both.kernel(),
                both.kind(),
                both.driverVersion(),
                both.falcoVersion(),
                List.of(),
                both.making(),
                BUILT.plusSeconds(5));

        Manifest manifest = with(both, alone);

        assertThat(manifest.checksums()).containsOnlyKeys(both.file(), "b.ko").containsEntry("b.ko", OTHER);
        assertThat(manifest.entries()).hasSize(2);
    }

    @Test
    public void a_removed_entry_is_noted_as_being_deleted_until_it_is_deleted_or_built_anew() {
        ManifestEntry module = entry(DRIVER, "6.1.0-56-amd64", ProbeKind.KMOD, BUILT, List.of("alias.ko"));
        Removal removal = new Removal(module.file(), module.sha256(), BUILT.plusSeconds(100));
        Manifest removed = with(module).after(ManifestChange.removing(List.of(removal)));

        assertThat(removed.entries()).isEmpty();
        assertThat(removed.deleting()).containsExactlyInAnyOrder(module.file(), "alias.ko");
        // Shards are joined more than once.
        assertThat(removed.after(ManifestChange.removing(List.of(removal)))).isSameAs(removed);
        assertThat(removed.after(ManifestChange.deleted(module.paths()))).isEqualTo(Manifest.EMPTY);
        assertThat(removed.after(ManifestChange.adding(List.of(found(module, module.sha256(), BUILT)))))
                .isSameAs(removed);
        ManifestEntry anew = entry(DRIVER, "6.1.0-56-amd64", ProbeKind.KMOD, BUILT.plusSeconds(200), List.of());
        assertThat(removed.after(ManifestChange.adding(List.of(anew))).entries())
                .containsExactly(anew);
        assertThat(with(anew).after(ManifestChange.removing(List.of(removal))).entries())
                .containsExactly(anew);
    }
}
