package io.jenkins.plugins.falcoprobes.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A list as kernel-crawler writes it, all the way: the packages of a kernel of Debian, by their addresses alone. */
public class ListEndToEndIT {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void the_packages_of_a_list_become_checked_probes_of_its_distribution() throws Exception {
        MadeDistro plain = new MadeDistro(temporary.newFolder().toPath(), Map.of());
        Kernel debian = debian(plain);
        String config = Base64.getEncoder().encodeToString("CONFIG_X86_64=y\n".getBytes(UTF_8));
        String list = debian.packages().stream()
                .filter(part -> part.role() != KernelPackage.Role.CONFIG)
                .map(part -> '"' + part.uri().toString() + '"')
                .collect(Collectors.joining(
                        ",",
                        "{\"Debian\": [{\"kernelversion\": \"1\", \"kernelrelease\": \"" + debian.packageVersion()
                                + "-amd64\", \"target\": \"debian\", \"kernelconfigdata\": \"" + config
                                + "\", \"headers\": [",
                        "]}]}"));
        MadeDistro made = new MadeDistro(
                temporary.newFolder().toPath(), Map.of(), DistroSettings.NONE.with("list.file", list.getBytes(UTF_8)));
        Distro listed = Distros.named("list", made.context());
        Path output = temporary.newFolder("output").toPath();
        BuildSummary summary = made.build(listed, output);
        MadeDistro.assertBuilt(summary, output);
        assertThat(CommandLine.probes(output))
                .contains(
                        "8.0.0+driver/x86_64/falco_debian_" + debian.packageVersion() + "-amd64_1.ko",
                        "8.0.0+driver/x86_64/falco_debian_" + debian.packageVersion() + "-amd64_1.o");
    }

    @Test
    public void packages_in_a_folder_become_a_module_of_a_kernel_of_ones_own() throws Exception {
        MadeDistro plain = new MadeDistro(temporary.newFolder().toPath(), Map.of());
        Kernel debian = debian(plain);
        Path packages = temporary.newFolder("packages").toPath();
        for (KernelPackage part : debian.packages()) {
            if (part.role() != KernelPackage.Role.CONFIG) {
                Path fetched = plain.context().downloads().fetch(part.uri(), part.size(), part.sha256());
                Files.copy(
                        fetched, packages.resolve(Path.of(part.uri().getPath()).getFileName()));
            }
        }
        MadeDistro made = new MadeDistro(
                temporary.newFolder().toPath(),
                Map.of(),
                DistroSettings.of(Map.of(
                                "custom.release", debian.release().value(),
                                "custom.packages", packages.toString(),
                                "custom.version", "7"))
                        .with("custom.config", "CONFIG_X86_64=y\n".getBytes(UTF_8)));
        Path output = temporary.newFolder("output").toPath();
        BuildSummary summary = made.build(
                Distros.named("custom", made.context()), Architecture.X86_64, EnumSet.of(ProbeKind.KMOD), output);
        assertThat(summary.results()).singleElement().satisfies(result -> assertThat(result.failure())
                .isEmpty());
        assertThat(CommandLine.probes(output))
                .contains("8.0.0+driver/x86_64/falco_custom_" + debian.release() + "_7.ko");
    }

    private static Kernel debian(MadeDistro made) throws Exception {
        return Distros.named("debian", made.context()).discover(Set.of(Architecture.X86_64)).kernels().stream()
                .filter(kernel -> kernel.release().value().matches("6\\.1\\.0-\\d+-amd64"))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new AssertionError("Debian has no kernel 6.1"));
    }
}
