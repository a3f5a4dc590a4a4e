package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.store.s3.BucketAddress;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where probes are published, as written. */
final class Publishing {
    @Option(
            names = "--s3",
            paramLabel = "s3://BUCKET/PREFIX",
            description = {
                "The bucket, and where in it, in which probes are published, too."
                        + " Credentials are those of the environment, the profile or the machine.",
                "Default: they stay in the output folder."
            })
    String address = "";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = {"The bucket's region.", "Default: that of the environment, the profile or the machine."})
    String region = "";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = {"The address of an S3 service that is not AWS.", "Default: AWS."})
    String endpoint = "";

    @Option(
            names = "--path-style",
            description = {
                "Name the bucket in the path, as services that are not AWS may need.",
                "Default: in the host's name."
            })
    boolean pathStyle;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = {
                "The profile of ~/.aws that has the credentials, or the role to assume.",
                "Default: AWS_PROFILE, else the environment or the machine."
            })
    String profile = "";

    @Option(
            names = "--acl",
            paramLabel = "ACL",
            completionCandidates = Candidates.Acls.class,
            description = {"The canned ACL of each object, like public-read.", "Default: the bucket's."})
    String acl = "";

    @Option(
            names = "--sse",
            paramLabel = "ALGORITHM",
            completionCandidates = Candidates.Encryptions.class,
            description = {"Encryption at rest: AES256 or aws:kms.", "Default: the bucket's."})
    String encryption = "";

    @Option(
            names = "--storage-class",
            paramLabel = "CLASS",
            completionCandidates = Candidates.StorageClasses.class,
            description = {"The storage class of each object, like STANDARD_IA.", "Default: STANDARD."})
    String storageClass = "";

    /** Where probes are published; nothing without --s3. */
    Optional<S3Target> target() {
        if (address.isEmpty()) {
            given().forEach((option, value) -> {
                if (!value.isEmpty()) {
                    throw new UsageException(option, "means nothing without --s3");
                }
            });
            return Optional.empty();
        }
        BucketAddress bucket;
        try {
            bucket = BucketAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--s3", e.getMessage());
        }
        if (!region.matches("[a-z0-9-]{0,40}")) {
            throw new UsageException("--region", "\"" + region + "\" is no region; accepted are names like eu-west-1");
        }
        return Optional.of(new S3Target(
                new BucketSettings(
                        bucket,
                        region,
                        endpoint.isEmpty() ? "" : endpoint(),
                        pathStyle,
                        word("--acl", acl, Candidates.ACLS),
                        word("--sse", encryption, Candidates.ENCRYPTIONS),
                        word("--storage-class", storageClass, Candidates.STORAGE_CLASSES),
                        BucketSettings.Names.OPTIONS),
                profile));
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("--region", region);
        given.put("--endpoint", endpoint);
        given.put("--path-style", pathStyle ? "yes" : "");
        given.put("--profile", profile);
        given.put("--acl", acl);
        given.put("--sse", encryption);
        given.put("--storage-class", storageClass);
        return given;
    }

    private String endpoint() {
        URI uri = Arguments.url("--endpoint", endpoint);
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
            throw new UsageException(
                    "--endpoint",
                    "accepted is an address without user, password and query, like https://s3.example.org");
        }
        return endpoint;
    }

    private static String word(String option, String text, List<String> accepted) {
        return text.isEmpty() ? "" : Arguments.word(option, text, accepted);
    }
}
