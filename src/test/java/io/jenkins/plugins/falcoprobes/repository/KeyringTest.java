package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.junit.Test;

public class KeyringTest {
    private static final Clock IN_2026 = Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);
    private static final String TEXT = "Origin: Debian\nSuite: test\n- a list\nTrailing: space \t\n";

    private static byte[] realInRelease() throws IOException {
        try (InputStream in = KeyringTest.class.getResourceAsStream("InRelease.bullseye-security")) {
            return in.readAllBytes();
        }
    }

    private static Instant verify(byte[] keys, byte[] signed, Clock clock) throws IOException {
        return new Keyring(keys, clock).verify("InRelease", ClearsignedText.parse("InRelease", signed), false);
    }

    private static void assertRefused(ThrowingCallable verification, String reason) {
        assertThatThrownBy(verification)
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("InRelease: ")
                .hasMessageContaining(reason);
    }

    static byte[] debianKeys() throws IOException {
        try (InputStream in = AptTable.class.getResourceAsStream("debian-archive-keyring.pgp")) {
            return in.readAllBytes();
        }
    }

    @Test
    public void debians_own_signature_is_good_as_long_as_its_key_is() throws Exception {
        assertThat(verify(debianKeys(), realInRelease(), IN_2026)).isEqualTo(Instant.parse("2029-01-15T11:17:04Z"));
    }

    @Test
    public void debians_text_with_one_letter_changed_is_refused() throws Exception {
        String changed = new String(realInRelease(), UTF_8).replace("Suite: oldoldstable", "Suite: oldoldstablf");
        assertRefused(() -> verify(debianKeys(), changed.getBytes(UTF_8), IN_2026), "does not fit the text");
    }

    @Test
    public void a_key_that_has_expired_counts_no_more() throws Exception {
        Clock in2040 = Clock.fixed(Instant.parse("2040-01-01T00:00:00Z"), ZoneOffset.UTC);
        assertRefused(() -> verify(debianKeys(), realInRelease(), in2040), "expired on 2029-01-15");
    }

    @Test
    public void a_made_signature_is_good() throws Exception {
        TestKey key = TestKey.make(Duration.ofDays(10));
        assertThat(verify(key.file(), key.clearsign(TEXT), Clock.systemUTC()))
                .isBetween(Instant.now().plus(Duration.ofDays(9)), Instant.now().plus(Duration.ofDays(10)));
    }

    @Test
    public void a_signature_by_another_key_is_refused() throws Exception {
        TestKey key = TestKey.make();
        byte[] signed = TestKey.make().clearsign(TEXT);
        assertRefused(() -> verify(key.file(), signed, Clock.systemUTC()), "is not known");
    }

    @Test
    public void a_signature_by_a_revoked_key_is_refused() throws Exception {
        TestKey key = TestKey.make();
        assertRefused(() -> verify(key.revoked().file(), key.clearsign(TEXT), Clock.systemUTC()), "is revoked");
    }

    @Test
    public void a_signature_over_a_weak_hash_is_refused() throws Exception {
        TestKey key = TestKey.make();
        byte[] signed = key.clearsign(TEXT, HashAlgorithmTags.SHA1);
        assertRefused(() -> verify(key.file(), signed, Clock.systemUTC()), "hash that is not trusted");
    }

    @Test
    public void a_signature_that_is_none_is_refused() throws Exception {
        String signed = new String(TestKey.make().clearsign(TEXT), UTF_8);
        int body = signed.indexOf("\n\n", signed.indexOf("BEGIN PGP SIGNATURE"));
        String broken = signed.substring(0, body) + "\n\nAAAA\n-----END PGP SIGNATURE-----\n";
        assertRefused(() -> verify(TestKey.make().file(), broken.getBytes(UTF_8), Clock.systemUTC()), "signature");
    }

    @Test
    public void a_key_that_has_expired_counts_for_what_it_signed_before_where_that_is_asked() throws Exception {
        TestKey key = TestKey.make(Duration.ofDays(1));
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
        ClearsignedText text = ClearsignedText.parse("InRelease", key.clearsign(TEXT));
        assertRefused(() -> new Keyring(key.file(), later).verify("InRelease", text, false), "expired on");
        assertThat(new Keyring(key.file(), later).verify("InRelease", text, true))
                .isEqualTo(Instant.MAX);
        assertRefused(() -> new Keyring(key.revoked().file(), later).verify("InRelease", text, true), "is revoked");
        assertThat(Instant.parse(Instant.MAX.toString())).isEqualTo(Instant.MAX); // it is kept as text
    }

    @Test
    public void of_a_file_only_the_key_with_the_fingerprint_is_taken() throws Exception {
        TestKey wanted = TestKey.make();
        TestKey other = TestKey.make();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(other.file());
        file.write(wanted.file());
        byte[] only = Keyring.only(wanted.fingerprint(), "some.key", file.toByteArray());
        verify(only, wanted.clearsign(TEXT), Clock.systemUTC());
        assertRefused(() -> verify(only, other.clearsign(TEXT), Clock.systemUTC()), "is not known");
        assertThatThrownBy(() -> Keyring.only(wanted.fingerprint(), "some.key", other.file()))
                .isInstanceOf(SignatureException.class)
                .hasMessage("some.key: does not hold the key " + wanted.fingerprint());
        assertThatThrownBy(() -> Keyring.only(wanted.fingerprint(), "some.key", "<html>".getBytes(UTF_8)))
                .isInstanceOf(SignatureException.class);
    }
}
