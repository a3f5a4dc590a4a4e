package io.jenkins.plugins.falcoprobes.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class KernelImageTest {
    private static final byte[] CONFIG =
            "#\n# Linux/x86 4.2.2 Kernel Configuration\n#\nCONFIG_64BIT=y\n".getBytes(UTF_8);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private byte[] config(byte[] image) throws IOException {
        Path file = folder.newFile().toPath();
        Files.write(file, image);
        return KernelImage.config("coreos 4.2.2", file);
    }

    @Test
    public void the_configuration_in_a_kernel_is_found_however_it_is_packed() throws Exception {
        byte[] kernel = TestKernelImage.plain(CONFIG);
        assertThat(config(kernel)).isEqualTo(CONFIG);
        assertThat(config(TestKernelImage.x86(CONFIG))).isEqualTo(CONFIG);
        assertThat(config(TestKernelImage.x86(TestTar.xz(kernel), 30))).isEqualTo(CONFIG);
        assertThat(config(TestKernelImage.x86(kernel, 4))).isEqualTo(CONFIG);
    }

    @Test
    public void a_kernel_without_one_is_told() {
        assertThatThrownBy(() -> config(TestKernelImage.x86(TestTar.gzip("a kernel".getBytes(US_ASCII)), 27)))
                .isInstanceOf(UnpackException.class)
                .hasMessage("coreos 4.2.2: has no configuration in it, or is packed in a way that is not read");
        assertThatThrownBy(() -> config(new byte[0])).isInstanceOf(UnpackException.class);
    }

    @Test
    public void a_broken_one_is_told() throws Exception {
        byte[] whole = TestKernelImage.x86(CONFIG);
        assertThatThrownBy(() -> config(Arrays.copyOf(whole, whole.length / 2)))
                .isInstanceOf(UnpackException.class)
                .hasMessageStartingWith("coreos 4.2.2: is broken: ");
        assertThatThrownBy(() -> config(Arrays.copyOf(whole, 0x250))).isInstanceOf(UnpackException.class);
        assertThatThrownBy(() -> config("IKCFG_ST, and more".getBytes(US_ASCII)))
                .isInstanceOf(UnpackException.class)
                .hasMessageStartingWith("coreos 4.2.2: is broken: ");
    }

    @Test
    public void one_that_would_fill_the_memory_is_refused() {
        assertThatThrownBy(() -> config(TestKernelImage.plain(new byte[5 << 20])))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("its configuration has more than");
    }
}
