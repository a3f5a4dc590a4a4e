package io.jenkins.plugins.falcoprobes.jenkins.publish;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * On an agent: makes sure that files are still what they were when they were checked, and takes their MD5, by which
 * Jenkins knows files.
 */
record FileDigests(List<ProbeFile> files) implements ControllerToAgentFileCallable<String[]> {
    private static final int BUFFER = 1 << 16;

    @Override
    public String[] invoke(File folder, VirtualChannel channel) throws IOException {
        String[] digests = new String[files.size()];
        for (int i = 0; i < files.size(); i++) {
            digests[i] = md5(folder.toPath().resolve(files.get(i).path()), files.get(i));
        }
        return digests;
    }

    private static String md5(Path path, ProbeFile expected) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("The probe " + expected.path() + " is gone from " + path + "; it is not published");
        }
        MessageDigest md5 = digest("MD5");
        MessageDigest sha256 = digest("SHA-256");
        try (InputStream file = Files.newInputStream(path);
                InputStream bytes = new DigestInputStream(new DigestInputStream(file, md5), sha256)) {
            byte[] buffer = new byte[BUFFER];
            while (bytes.read(buffer) >= 0) {
                // The digests are all that matters.
            }
        }
        if (!HexFormat.of().formatHex(sha256.digest()).equals(expected.sha256())) {
            throw new IOException("The probe " + path + " was changed after it was checked; it is not published");
        }
        return HexFormat.of().formatHex(md5.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
