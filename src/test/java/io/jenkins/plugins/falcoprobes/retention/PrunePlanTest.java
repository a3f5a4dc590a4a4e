package io.jenkins.plugins.falcoprobes.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.manifest.Entries;
import io.jenkins.plugins.falcoprobes.manifest.Manifest;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.retention.PrunePlan.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.Test;

public class PrunePlanTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final List<PublishedFile> files = new ArrayList<>();
    private final List<ManifestEntry> entries = new ArrayList<>();

    private PrunePlanTest indexed(String driver, String release) {
        return indexed(driver, release, NOW.minus(Duration.ofDays(10)));
    }

    private PrunePlanTest indexed(String driver, String release, Instant built, String... aliases) {
        ManifestEntry entry = Entries.entry(driver, release, ProbeKind.KMOD, built, List.of(aliases));
        entries.add(entry);
        entry.paths().forEach(this::file);
        return this;
    }

    private PrunePlanTest file(String path) {
        files.add(new PublishedFile(path, 1000, NOW.minus(Duration.ofDays(400))));
        return this;
    }

    private PrunePlan plan(RetentionRule rule) {
        return PrunePlan.of(Inventory.of(files, Manifest.EMPTY.after(ManifestChange.adding(entries))), rule, NOW);
    }

    private static List<String> paths(PrunePlan plan) {
        return plan.condemned().stream()
                .flatMap(one -> one.probe().files().stream())
                .map(PublishedFile::path)
                .toList();
    }

    private static RetentionRule drivers(int newest, String... kept) {
        return new RetentionRule(
                newest == 0 ? OptionalInt.empty() : OptionalInt.of(newest),
                Set.of(kept),
                OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                Set.of());
    }

    private static RetentionRule kernels(int newest, List<Pattern> patterns, Set<String> releases) {
        return new RetentionRule(
                OptionalInt.empty(), Set.of(), OptionalInt.of(newest), Optional.empty(), patterns, releases);
    }

    @Test
    public void the_newest_drivers_are_kept_by_the_order_of_falco_s_releases_and_not_of_letters() {
        indexed("10.2.0+driver", "6.1.0-56-amd64")
                .indexed("9.1.0+driver", "6.1.0-56-amd64")
                .indexed("8.0.0+driver", "6.1.0-56-amd64")
                .file("2aa88dcf6243982697811df4c1b484bcbe9488a2/falco_debian_5.10.0-1-amd64_1.ko")
                .file("falco-probe-0.21.0-x86_64-4.19.0-5-amd64-fd2ad9abe1fbd214ccda2a8c7e1b89e3.ko");

        assertThat(paths(plan(drivers(2))))
                .containsExactly(
                        "2aa88dcf6243982697811df4c1b484bcbe9488a2/falco_debian_5.10.0-1-amd64_1.ko",
                        "8.0.0+driver/x86_64/falco_debian_6.1.0-56-amd64_1.ko",
                        "falco-probe-0.21.0-x86_64-4.19.0-5-amd64-fd2ad9abe1fbd214ccda2a8c7e1b89e3.ko");
        assertThat(paths(plan(drivers(4)))).hasSize(1);
    }

    @Test
    public void named_drivers_are_kept_beside_the_newest() {
        indexed("10.2.0+driver", "6.1.0-56-amd64")
                .indexed("9.1.0+driver", "6.1.0-56-amd64")
                .indexed("6.0.1+driver", "6.1.0-56-amd64");

        assertThat(paths(plan(drivers(1, "6.0.1+driver"))))
                .containsExactly("9.1.0+driver/x86_64/falco_debian_6.1.0-56-amd64_1.ko");
        assertThat(paths(plan(drivers(0, "6.0.1+driver")))).hasSize(2);
    }

    @Test
    public void a_driver_of_which_nobody_knows_how_new_it_is_stays() {
        indexed("10.2.0+driver", "6.1.0-56-amd64")
                .file("1111111111111111111111111111111111111111/x86_64/falco_debian_6.1.0-1-amd64_1.ko")
                .file("falco-probe-dev-x86_64-4.19.0-5-amd64-fd2ad9abe1fbd214ccda2a8c7e1b89e3.ko");

        PrunePlan plan = plan(drivers(1));

        assertThat(plan.condemned()).isEmpty();
        assertThat(plan.kept()).containsEntry(Kept.UNKNOWN, 2).containsEntry(Kept.RULE, 1);
        assertThat(paths(plan(drivers(0, "10.2.0+driver"))))
                .as("unless the rule names every driver that is kept")
                .hasSize(2);
    }

    @Test
    public void the_newest_kernels_are_counted_in_each_series_and_flavour_for_every_driver() {
        for (String release :
                List.of("6.1.0-9-amd64", "6.1.0-10-amd64", "6.1.0-11-amd64", "6.1.0-9-cloud-amd64", "5.10.0-3-amd64")) {
            indexed("10.2.0+driver", release).indexed("8.0.0+driver", release);
        }

        assertThat(paths(plan(kernels(2, List.of(), Set.of()))))
                .containsExactly(
                        "10.2.0+driver/x86_64/falco_debian_6.1.0-9-amd64_1.ko",
                        "8.0.0+driver/x86_64/falco_debian_6.1.0-9-amd64_1.ko");
    }

    @Test
    public void kernels_that_only_names_tell_of_are_counted_among_themselves() {
        file("8.0.0+driver/x86_64/falco_ubuntu-aws_5.15.0-1001-aws_1.ko")
                .file("8.0.0+driver/x86_64/falco_ubuntu-aws_5.15.0-1002-aws_2.ko")
                .file("8.0.0+driver/x86_64/falco_ubuntu-aws_5.15.0-1002-aws_2.o")
                .file("8.0.0+driver/aarch64/falco_ubuntu-aws_5.15.0-1001-aws_1.ko");

        assertThat(paths(plan(kernels(1, List.of(), Set.of()))))
                .containsExactly("8.0.0+driver/x86_64/falco_ubuntu-aws_5.15.0-1001-aws_1.ko");
    }

    @Test
    public void kernels_in_use_stay_whatever_the_rule_says() {
        indexed("10.2.0+driver", "6.1.0-11-amd64")
                .indexed("8.0.0+driver", "6.1.0-10-amd64")
                .indexed("8.0.0+driver", "6.1.0-9-amd64")
                .indexed("8.0.0+driver", "6.1.0-8-cloud-amd64");

        PrunePlan plan = plan(new RetentionRule(
                OptionalInt.of(1),
                Set.of(),
                OptionalInt.of(1),
                Optional.empty(),
                List.of(Pattern.compile("-cloud-")),
                Set.of("6.1.0-9-amd64")));

        assertThat(paths(plan)).containsExactly("8.0.0+driver/x86_64/falco_debian_6.1.0-10-amd64_1.ko");
        assertThat(plan.kept()).containsEntry(Kept.PROTECTED, 2);
    }

    @Test
    public void only_what_is_old_enough_goes_and_age_alone_is_a_rule_too() {
        indexed("8.0.0+driver", "6.1.0-8-amd64", NOW.minus(Duration.ofDays(100)))
                .indexed("8.0.0+driver", "6.1.0-9-amd64", NOW.minus(Duration.ofDays(10)))
                .indexed("10.2.0+driver", "6.1.0-9-amd64", NOW.minus(Duration.ofDays(100)));
        Optional<Duration> age = Optional.of(Duration.ofDays(90));

        assertThat(paths(plan(
                        new RetentionRule(OptionalInt.of(1), Set.of(), OptionalInt.empty(), age, List.of(), Set.of()))))
                .containsExactly("8.0.0+driver/x86_64/falco_debian_6.1.0-8-amd64_1.ko");
        assertThat(paths(plan(new RetentionRule(
                        OptionalInt.empty(), Set.of(), OptionalInt.empty(), age, List.of(), Set.of()))))
                .hasSize(2);
    }

    @Test
    public void what_is_no_probe_is_left_alone_and_counted_whatever_an_index_says() {
        indexed("8.0.0+driver", "6.1.0-8-amd64")
                .file("index.html")
                .file("backup/8.0.0+driver/x86_64/falco_debian_6.1.0-8-amd64_1.ko")
                .file("8.0.0+driver/x86_64/falco_debian_6.1.0-8-amd64_1.ko.bak")
                .file("8.0.0+driver/x86_64/README")
                .file("modules/nvidia.ko");
        ManifestEntry evil = entries.get(0);
        entries.add(new ManifestEntry(
                "index.html",
                evil.sha256(),
                1,
                evil.kernel(),
                evil.kind(),
                evil.driverVersion(),
                "",
                List.of("../../etc/passwd"),
                evil.making(),
                evil.at()));

        PrunePlan plan = plan(drivers(0, "10.2.0+driver"));

        assertThat(paths(plan)).containsExactly("8.0.0+driver/x86_64/falco_debian_6.1.0-8-amd64_1.ko");
        assertThat(plan.inventory().foreign()).hasSize(5);
    }

    @Test
    public void a_probe_s_aliases_go_with_it() {
        indexed(
                "8.0.0+driver",
                "6.1.0-8-amd64",
                NOW.minus(Duration.ofDays(1)),
                "8.0.0+driver/x86_64/falco_rhel_6.1.0-8-amd64_1.ko",
                "8.0.0+driver/x86_64/not-there.ko");
        files.removeIf(file -> file.path().contains("not-there"));

        PrunePlan plan = plan(drivers(0, "10.2.0+driver"));

        assertThat(plan.condemned()).hasSize(1);
        assertThat(paths(plan)).hasSize(2);
        assertThat(plan.size()).isEqualTo(2000);
    }

    @Test
    public void the_names_of_every_era_are_known() {
        for (String path : List.of(
                "falco-probe-0.17.1-x86_64-4.15.0-fd2ad9abe1fbd214ccda2a8c7e1b89e3.ko",
                "stable/sysdig-probe-binaries/falco-probe-0.18.0-x86_64-4.14.138+-3ed0774cb82bc5c7f3b6f5190c3b82ef.ko",
                "dev/sysdig-probe-binaries/falco-probe-bpf-0.18.0-x86_64-4.14.138+-3ed0774cb82bc5c7f3b6f5190c3b82ef.o",
                "96bd9bc560f67742738eb7255aeb4d03046b8045/falco_amazonlinux2_4.14.62-65.117.amzn2.x86_64_1.ko",
                "2.0.0+driver/x86_64/falco_ubuntu-generic_5.4.0-42-generic_46~18.04.1.o",
                "7.0.0+driver/aarch64/falco_bottlerocket_5.15.128_1_1.15.1-aws.ko",
                "7.0.0+driver/x86_64/falco_minikube_5.10.57_1_1.26.0.ko")) {
            assertThat(NamedProbe.of(new PublishedFile(path, 1, NOW))).as(path).isPresent();
        }
        assertThat(NamedProbe.of(new PublishedFile(
                                "falco-probe-0.23.0-x86_64-4.15.0-fd2ad9abe1fbd214ccda2a8c7e1b89e3.ko", 1, NOW))
                        .orElseThrow()
                        .driver())
                .isEqualTo("96bd9bc560f67742738eb7255aeb4d03046b8045");
    }
}
