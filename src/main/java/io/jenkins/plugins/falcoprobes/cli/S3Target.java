package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.repository.ProxySettings;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.store.s3.AwsBucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketLogin;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import io.jenkins.plugins.falcoprobes.store.s3.ProbeUploader;
import io.jenkins.plugins.falcoprobes.store.s3.S3ProbeStore;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the command line publishes.
 *
 * @param bucket which bucket
 * @param profile whose credentials; empty for those of the environment or the machine
 */
record S3Target(BucketSettings bucket, String profile) {
    /** The folder's probes, published there. */
    S3ProbeStore open(DirectoryStore local, Path folder, boolean force, int retries) throws IOException {
        ProbeUploader uploader =
                new ProbeUploader(retries, ProxySettings.ofThisMachine().client());
        return new S3ProbeStore(local, folder, open(retries), bucket, force, uploader);
    }

    /** The bucket itself. Only here the SDK's classes are needed, which take their time to load. */
    AwsBucket open(int retries) throws IOException {
        // It would print that it is old, and what it thinks of the files in ~/.aws.
        System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
        System.setProperty("org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog");
        return AwsBucket.open(
                bucket,
                BucketLogin.ofMachine(profile),
                retries,
                ProxySettings.ofThisMachine().selector());
    }
}
