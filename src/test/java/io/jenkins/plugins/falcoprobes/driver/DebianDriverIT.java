package io.jenkins.plugins.falcoprobes.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.container.ImageCopy;
import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.DebianMirrors;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Takes drivers out of Debian's own archive, through the mirror of this machine. */
public class DebianDriverIT {
    @ClassRule
    public static final TemporaryFolder CACHE = new TemporaryFolder();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void the_driver_of_falco_0_40_is_trixies() throws Exception {
        Driver driver = resolve("debian", "0.40.0");
        assertThat(driver.description()).startsWith("debian:trixie falcosecurity-scap-dkms 0.20.0-");
        assertThat(driver.version()).isEqualTo(new DriverVersion("8.0.0+driver"));
        assertThat(driver.schema()).contains(new ApiVersion(3, 5, 0));
        assertThat(driver.hasEbpf()).isTrue();
        assertThat(driver.hasConfigure()).isTrue();
        assertThat(driver.isTemplate()).isFalse();
        assertThat(driver.warnings()).isEmpty();
        assertThat(driver.folder().path().resolve("bpf/probe.c")).isNotEmptyFile();
    }

    @Test
    public void the_driver_of_falco_0_31_is_bookworms() throws Exception {
        Driver driver = resolve("debian:bookworm", "0.31.1");
        assertThat(driver.api()).contains(new ApiVersion(1, 0, 0));
        assertThat(driver.hasEbpf()).isTrue();
        assertThat(driver.hasConfigure()).isFalse();
        assertThat(driver.warnings()).isEmpty();
    }

    private Driver resolve(String source, String falco) throws Exception {
        Downloads downloads = new Downloads(CACHE.getRoot().toPath(), 2);
        AptArchive archive = AptArchive.debian(downloads, DebianMirrors.ofThisMachine(Map.of()));
        DriverSource.Access access = DriverSource.Access.of(new ImageCopy("docker"), archive, downloads);
        return DriverSource.parse(source)
                .resolve(new FalcoVersion(falco), temporary.newFolder("driver").toPath(), access);
    }
}
