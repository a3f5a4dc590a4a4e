package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

public class ClearsignedTextTest {
    private static final String SIGNATURE =
            "-----BEGIN PGP SIGNATURE-----\n\niQIzBAEBCAAdFiEE\n-----END PGP SIGNATURE-----\n";
    private static final String START = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n";

    private static ClearsignedText parse(String text) throws SignatureException {
        return ClearsignedText.parse("InRelease", text.getBytes(UTF_8));
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining(reason);
    }

    @Test
    public void the_signed_text_is_canonical() throws Exception {
        ClearsignedText text = parse(START + "Origin: Debian  \n- -dash\n\nSuite: sid\t\r\n" + SIGNATURE);
        assertThat(text.text()).isEqualTo("Origin: Debian\n-dash\n\nSuite: sid\n");
        assertThat(new String(text.signedBytes(), UTF_8)).isEqualTo("Origin: Debian\r\n-dash\r\n\r\nSuite: sid");
        assertThat(text.signatures()).isEqualTo(SIGNATURE);
    }

    @Test
    public void nothing_may_stand_before_between_or_after() {
        assertRefused("Suite: evil\n" + START + "Suite: sid\n" + SIGNATURE, "is not a signed text");
        assertRefused("", "is not a signed text");
        assertRefused(START + "Suite: sid\n" + SIGNATURE + "Suite: evil\n", "something follows");
        assertRefused(START + "Suite: sid\n" + SIGNATURE + START + "Suite: evil\n" + SIGNATURE, "something follows");
    }

    @Test
    public void a_header_other_than_the_hash_is_not_taken_for_text() {
        assertRefused("-----BEGIN PGP SIGNED MESSAGE-----\nSuite: evil\n\nSuite: sid\n" + SIGNATURE, "no empty line");
    }

    @Test
    public void what_is_not_whole_is_refused() {
        assertRefused(START + "Suite: sid\n", "is not whole");
        assertRefused(START + "Suite: sid\n-----BEGIN PGP SIGNATURE-----\n\niQIz\n", "is not whole");
        assertRefused(START + "Suite: sid\n-----BEGIN PGP\n" + SIGNATURE, "starts with a dash");
    }
}
