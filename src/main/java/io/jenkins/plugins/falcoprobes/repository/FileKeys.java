package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** The keys that a distribution signs files with, by signatures that stand apart from them. Safe for threads. */
public final class FileKeys {
    private final byte[] file;
    private Keyring keyring;

    /** The keys of an OpenPGP key file. */
    public FileKeys(byte[] file) {
        this.file = file.clone();
    }

    /**
     * Checks that one of the keys has signed a file, when the key was valid: files outlive keys.
     *
     * @param name the file's name, for messages
     * @param signature OpenPGP signatures, armored or not
     * @throws SignatureException if none has; nothing of the file may be used then
     */
    public void verify(String name, Path file, byte[] signature) throws IOException {
        keyring().verify(name, signature, out -> Files.copy(file, out), true);
    }

    /** Read when first needed: it takes longer than all else where nothing has changed. */
    private synchronized Keyring keyring() throws IOException {
        if (keyring == null) {
            keyring = new Keyring(file, Clock.systemUTC());
        }
        return keyring;
    }
}
