package io.jenkins.plugins.falcoprobes.repository;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.RpmArchive;
import io.jenkins.plugins.falcoprobes.archive.RpmSignatures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** With packages that rpmsign signed. */
public class RpmKeysTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static byte[] real(String name) throws IOException {
        try (InputStream in = RpmArchive.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private void verify(byte[] keys, byte[] rpm) throws IOException {
        Path file = folder.newFile().toPath();
        Files.write(file, rpm);
        new RpmKeys(keys).verifyPackage("test", file);
    }

    @Test
    public void a_package_that_the_key_signed_is_good() {
        assertThatCode(() -> verify(real("signed.asc"), real("signed.rpm"))).doesNotThrowAnyException();
        assertThatCode(() -> verify(real("signed.asc"), real("signed-v3.rpm"))).doesNotThrowAnyException();
    }

    @Test
    public void a_package_that_nobody_or_somebody_else_signed_is_refused() {
        assertThatThrownBy(() -> verify(real("signed.asc"), real("small-gz.rpm")))
                .isInstanceOf(SignatureException.class)
                .hasMessage("test: is not signed");
        assertThatThrownBy(() -> verify(TestKey.make().file(), real("signed.rpm")))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("is not known");
    }

    /** CentOS 6 made no other signatures from 2012 to its end, {@code RSA/SHA1 ... Key ID 0946fca2c105b9de}. */
    @Test
    public void a_signature_with_sha1_counts_for_a_key_that_is_known_for_them() throws Exception {
        Path file = folder.newFile().toPath();
        Files.write(file, real("signed-sha1.rpm"));
        byte[] keys = real("signed-sha1.asc");
        assertThatCode(() -> new RpmKeys(keys, Set.of("3822799F4A52CBE3")).verifyPackage("test", file))
                .doesNotThrowAnyException();
        for (Set<String> others : List.of(Set.<String>of(), Set.of("0946FCA2C105B9DE"))) {
            assertThatThrownBy(() -> new RpmKeys(keys, others).verifyPackage("test", file))
                    .isInstanceOf(SignatureException.class)
                    .hasMessageContaining("a hash that is not trusted");
        }
    }

    @Test
    public void every_byte_of_the_header_and_of_the_files_is_covered() throws Exception {
        byte[] keys = real("signed.asc");
        for (String name : new String[] {"signed.rpm", "signed-v3.rpm"}) {
            byte[] good = real(name);
            Path file = folder.newFile().toPath();
            Files.write(file, good);
            RpmSignatures signatures = RpmSignatures.read(name, file);
            long header = signatures.payloadOffset() - signatures.header().length;
            for (int at = good.length - 1; at >= header; at -= 211) {
                byte[] changed = good.clone();
                changed[at] ^= 1;
                assertThatThrownBy(() -> verify(keys, changed))
                        .as(name + " " + at)
                        .isInstanceOf(IOException.class);
            }
            assertThatThrownBy(() -> verify(keys, Arrays.copyOf(good, good.length - 1)))
                    .isInstanceOf(SignatureException.class);
        }
    }
}
