package io.jenkins.plugins.falcoprobes.store.s3;

import com.amazonaws.AbortedException;
import com.amazonaws.AmazonServiceException;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.DefaultRequest;
import com.amazonaws.SdkClientException;
import com.amazonaws.SignableRequest;
import com.amazonaws.auth.AWS4Signer;
import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.AWSSessionCredentials;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.auth.BasicSessionCredentials;
import com.amazonaws.auth.DefaultAWSCredentialsProviderChain;
import com.amazonaws.auth.STSAssumeRoleSessionCredentialsProvider;
import com.amazonaws.auth.profile.ProfileCredentialsProvider;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.http.HttpMethodName;
import com.amazonaws.regions.DefaultAwsRegionProviderChain;
import com.amazonaws.retry.PredefinedRetryPolicies;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import com.amazonaws.services.s3.model.CopyObjectRequest;
import com.amazonaws.services.s3.model.DeleteObjectsRequest;
import com.amazonaws.services.s3.model.ListObjectsV2Request;
import com.amazonaws.services.s3.model.ListObjectsV2Result;
import com.amazonaws.services.s3.model.MultiObjectDeleteException;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.PutObjectRequest;
import com.amazonaws.services.s3.model.S3Object;
import com.amazonaws.services.securitytoken.AWSSecurityTokenServiceClientBuilder;
import com.amazonaws.util.IOUtils;
import com.amazonaws.util.SdkHttpUtils;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import io.jenkins.plugins.falcoprobes.store.s3.BucketLogin.AccessKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A bucket by Amazon's SDK, its version 1, which Jenkins has as a plugin. No other class knows the SDK: its successor
 * would come in here.
 */
public final class AwsBucket implements Bucket {
    private static final String SERVICE = "s3";
    private static final String DEFAULT_REGION = "us-east-1";
    private static final int PAGE = 1000;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Set<Trouble> TRIED_AGAIN = Set.of(Trouble.PASSING);

    private final BucketSettings settings;
    private final BucketTroubles troubles;
    private final AWSCredentialsProvider credentials;
    private final String region;
    private final AmazonS3 client;
    private final Tries tries;

    private AwsBucket(
            BucketSettings settings,
            BucketTroubles troubles,
            AWSCredentialsProvider credentials,
            String region,
            Tries tries,
            ProxySelector proxies) {
        this.settings = settings;
        this.troubles = troubles;
        this.credentials = credentials;
        this.region = region;
        this.tries = tries;
        AmazonS3ClientBuilder builder = AmazonS3ClientBuilder.standard()
                .withCredentials(credentials)
                .withPathStyleAccessEnabled(settings.pathStyle())
                // The service then verifies a SHA-256 of all that is written, and services that are not AWS read it.
                .withChunkedEncodingDisabled(true)
                .withPayloadSigningEnabled(true)
                .withClientConfiguration(configuration(proxies, service(settings, region)));
        if (settings.endpoint().isEmpty()) {
            builder.withRegion(region);
        } else {
            builder.withEndpointConfiguration(new EndpointConfiguration(settings.endpoint(), region));
        }
        this.client = builder.build();
    }

    /**
     * A bucket. Nothing is asked of the service yet.
     *
     * @param retries how many more tries a request gets
     * @param proxies the ways to the service
     * @throws BucketException if it is not known in which region it is
     */
    public static AwsBucket open(BucketSettings settings, BucketLogin login, int retries, ProxySelector proxies)
            throws BucketException {
        return open(settings, login, new Tries(retries, PAUSE), proxies);
    }

    /** Keys that somebody of the SDK's acquaintance keeps, asked for whenever something is signed. */
    public static Supplier<AccessKeys> keysOf(AWSCredentialsProvider provider) {
        return () -> {
            AWSCredentials now = provider.getCredentials();
            return new AccessKeys(
                    now.getAWSAccessKeyId(),
                    now.getAWSSecretKey(),
                    now instanceof AWSSessionCredentials session ? session.getSessionToken() : "");
        };
    }

    static AwsBucket open(BucketSettings settings, BucketLogin login, Tries tries, ProxySelector proxies)
            throws BucketException {
        BucketTroubles troubles = new BucketTroubles(settings);
        String region = region(settings, troubles);
        return new AwsBucket(settings, troubles, provider(login, region, proxies), region, tries, proxies);
    }

    /** What is tried again is decided here, for the SDK takes a truncated answer for a defect. */
    private static ClientConfiguration configuration(ProxySelector proxies, String address) {
        Proxy way = proxies.select(URI.create(address)).get(0);
        ClientConfiguration configuration = new ClientConfiguration()
                .withRetryPolicy(PredefinedRetryPolicies.NO_RETRY_POLICY)
                // What is written here is small: to ask first would be another round trip.
                .withUseExpectContinue(false)
                .withConnectionTimeout(PATIENCE_MILLIS)
                .withSocketTimeout(PATIENCE_MILLIS)
                // Else it has rules of its own for the environment's proxies.
                .withNonProxyHosts(way.address() == null ? "*" : "");
        if (way.address() instanceof InetSocketAddress proxy) {
            configuration.withProxyHost(proxy.getHostString()).withProxyPort(proxy.getPort());
        }
        return configuration;
    }

    private static String service(BucketSettings settings, String region) {
        return settings.endpoint().isEmpty()
                ? "https://" + settings.address().bucket() + ".s3." + region + ".amazonaws.com"
                : settings.endpoint();
    }

    private static String region(BucketSettings settings, BucketTroubles troubles) throws BucketException {
        if (!settings.region().isEmpty()) {
            return settings.region();
        }
        if (!settings.endpoint().isEmpty()) {
            // Services that are not AWS have one region, by whatever name.
            return DEFAULT_REGION;
        }
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            throw troubles.noRegion();
        }
    }

    private static AWSCredentialsProvider provider(BucketLogin login, String region, ProxySelector proxies) {
        AWSCredentialsProvider provider = login.keys().isPresent()
                ? new GivenKeys(login.keys().get())
                : login.profile().isEmpty()
                        ? DefaultAWSCredentialsProviderChain.getInstance()
                        : new ProfileCredentialsProvider(login.profile());
        if (login.role().isEmpty()) {
            return provider;
        }
        return new STSAssumeRoleSessionCredentialsProvider.Builder(login.role(), "falco-probe-builder")
                .withStsClient(AWSSecurityTokenServiceClientBuilder.standard()
                        .withCredentials(provider)
                        .withRegion(region)
                        .withClientConfiguration(configuration(proxies, "https://sts." + region + ".amazonaws.com"))
                        .build())
                .build();
    }

    @Override
    public List<BucketObject> list(String prefix) throws BucketException, InterruptedException {
        String bucket = settings.address().bucket();
        List<BucketObject> objects = new ArrayList<>();
        String token = null;
        do {
            ListObjectsV2Request request = new ListObjectsV2Request()
                    .withBucketName(bucket)
                    .withPrefix(prefix)
                    .withMaxKeys(PAGE)
                    .withContinuationToken(token);
            ListObjectsV2Result page = tried("list s3://" + bucket + "/" + prefix, () -> client.listObjectsV2(request));
            page.getObjectSummaries()
                    .forEach(object -> objects.add(new BucketObject(
                            object.getKey(),
                            object.getSize(),
                            object.getETag(),
                            object.getLastModified().toInstant())));
            token = page.isTruncated() ? page.getNextContinuationToken() : null;
        } while (token != null);
        return objects;
    }

    @Override
    public Optional<BucketDocument> read(String key) throws BucketException, InterruptedException {
        return ifThere("read " + name(key), () -> {
            try (S3Object object = client.getObject(settings.address().bucket(), key)) {
                return new BucketDocument(
                        IOUtils.toByteArray(object.getObjectContent()),
                        object.getObjectMetadata().getETag());
            } catch (IOException e) {
                throw new SdkClientException("the answer broke off", e);
            }
        });
    }

    @Override
    public Optional<String> sha256(String key) throws BucketException, InterruptedException {
        return ifThere(
                        "look at " + name(key),
                        () -> client.getObjectMetadata(settings.address().bucket(), key))
                .map(metadata -> metadata.getUserMetaDataOf(SentHeaders.SHA256));
    }

    @Override
    public String write(String key, byte[] content, ObjectHeaders headers, WriteCondition condition)
            throws BucketException, InterruptedException {
        String doing = "write " + name(key);
        return tried(doing, () -> {
            ObjectMetadata metadata = new ObjectMetadata();
            metadata.setContentLength(content.length);
            PutObjectRequest request =
                    new PutObjectRequest(settings.address().bucket(), key, new ByteArrayInputStream(content), metadata);
            SentHeaders.of(SentHeaders.sha256(content), headers, condition).forEach((name, value) -> {
                if (name.equals(SentHeaders.CONTENT_TYPE)) {
                    metadata.setContentType(value);
                } else if (!name.equals(SentHeaders.CONTENT_SHA256)) {
                    request.putCustomRequestHeader(name, value);
                }
            });
            try {
                return client.putObject(request).getETag();
            } catch (AmazonServiceException e) {
                boolean vanished = e.getStatusCode() == 404
                        && condition.kind() == WriteCondition.Kind.UNCHANGED
                        && !"NoSuchBucket".equals(e.getErrorCode());
                if (vanished || e.getStatusCode() == 412) {
                    throw new WriteConflictException(key);
                }
                throw e;
            }
        });
    }

    @Override
    public void copy(String from, String to, ObjectHeaders headers, WriteCondition condition)
            throws BucketException, InterruptedException {
        String bucket = settings.address().bucket();
        tried("copy " + name(from) + " to " + name(to), () -> {
            CopyObjectRequest request = new CopyObjectRequest(bucket, from, bucket, to);
            SentHeaders.ofCopy(headers, condition).forEach(request::putCustomRequestHeader);
            try {
                return client.copyObject(request);
            } catch (AmazonServiceException e) {
                if (e.getStatusCode() == 412) {
                    throw new WriteConflictException(to);
                }
                throw e;
            }
        });
    }

    @Override
    public void delete(Collection<String> keys) throws BucketException, InterruptedException {
        List<String> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += PAGE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + PAGE));
            DeleteObjectsRequest request = new DeleteObjectsRequest(
                            settings.address().bucket())
                    .withQuiet(true)
                    .withKeys(some.toArray(String[]::new));
            String doing = "delete from s3://" + settings.address().bucket();
            tried(doing, () -> {
                try {
                    return client.deleteObjects(request);
                } catch (MultiObjectDeleteException e) {
                    MultiObjectDeleteException.DeleteError first = e.getErrors().get(0);
                    throw troubles.answered(200, first.getCode(), "delete " + name(first.getKey()), Map.of());
                }
            });
        }
    }

    @Override
    public PresignedPut presignPut(
            String key, long size, String sha256, ObjectHeaders headers, WriteCondition condition, Duration validity)
            throws BucketException, InterruptedException {
        return tried("sign for " + name(key), () -> {
            Map<String, String> sent = SentHeaders.of(sha256, headers, condition);
            URL folder = client.getUrl(settings.address().bucket(), "");
            DefaultRequest<Void> request = new DefaultRequest<>(SERVICE);
            request.setHttpMethod(HttpMethodName.PUT);
            request.setEndpoint(URI.create(folder.getProtocol() + "://" + folder.getAuthority()));
            request.setResourcePath(SdkHttpUtils.urlEncode(folder.getPath().replaceFirst("/*$", "/") + key, true));
            request.setHeaders(new HashMap<>(sent));
            AWS4Signer signer = new PayloadSigner(sha256);
            signer.setServiceName(SERVICE);
            signer.setRegionName(region);
            signer.presignRequest(
                    request,
                    credentials.getCredentials(),
                    Date.from(Instant.now().plus(validity)));
            return new PresignedPut(
                    URI.create(request.getEndpoint() + request.getResourcePath() + "?"
                            + SdkHttpUtils.encodeParameters(request)),
                    sent);
        });
    }

    @Override
    public void close() {
        client.shutdown();
    }

    private String name(String key) {
        return "s3://" + settings.address().bucket() + "/" + key;
    }

    private <T> Optional<T> ifThere(String doing, Call<T> call) throws BucketException, InterruptedException {
        return tried(doing, () -> {
            try {
                return Optional.of(call.make());
            } catch (AmazonServiceException e) {
                if (e.getStatusCode() == 404 && !"NoSuchBucket".equals(e.getErrorCode())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private <T> T tried(String doing, Call<T> call) throws BucketException, InterruptedException {
        return tries.run(TRIED_AGAIN, () -> {
            try {
                return call.make();
            } catch (AbortedException e) {
                throw new InterruptedException("interrupted");
            } catch (AmazonServiceException e) {
                throw answered(e, doing);
            } catch (SdkClientException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted");
                }
                throw String.valueOf(e.getMessage()).startsWith("Unable to load ")
                        ? troubles.noCredentials()
                        : troubles.unreachable(doing, e);
            } catch (IllegalArgumentException e) {
                // The SDK's word for a profile that does not exist, or cannot be used.
                throw troubles.noCredentials();
            }
        });
    }

    private BucketException answered(AmazonServiceException e, String doing) {
        Map<String, String> hints = new HashMap<>();
        if (e instanceof AmazonS3Exception s3 && s3.getAdditionalDetails() != null) {
            hints.putAll(s3.getAdditionalDetails());
        }
        if (e.getHttpHeaders() != null && e.getHttpHeaders().containsKey("x-amz-bucket-region")) {
            hints.putIfAbsent("Region", e.getHttpHeaders().get("x-amz-bucket-region"));
        }
        return troubles.answered(e.getStatusCode(), e.getErrorCode() == null ? "" : e.getErrorCode(), doing, hints);
    }

    /** A call of the SDK. */
    private interface Call<T> {
        T make() throws BucketException, InterruptedException;
    }

    /** Signs for one content: the SDK's own would sign for any. */
    private static final class PayloadSigner extends AWS4Signer {
        private final String sha256;

        PayloadSigner(String sha256) {
            super(false);
            this.sha256 = sha256;
        }

        @Override
        protected String calculateContentHashPresign(SignableRequest<?> request) {
            return sha256;
        }
    }

    /** Keys that somebody else keeps. */
    private static final class GivenKeys implements AWSCredentialsProvider {
        private final Supplier<AccessKeys> keys;

        GivenKeys(Supplier<AccessKeys> keys) {
            this.keys = keys;
        }

        @Override
        public AWSCredentials getCredentials() {
            AccessKeys now = keys.get();
            return now.token().isEmpty()
                    ? new BasicAWSCredentials(now.id(), now.secret())
                    : new BasicSessionCredentials(now.id(), now.secret(), now.token());
        }

        @Override
        public void refresh() {
            // They are asked for each time.
        }
    }
}
