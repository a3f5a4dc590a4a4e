package io.jenkins.plugins.falcoprobes.store.s3;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.rules.ExternalResource;

/**
 * A real S3 service (S3Proxy) on a free port of this machine, which checks signatures and checksums. It has libraries of
 * its own, {@code target/s3proxy}, that no other class sees.
 */
public final class S3Service extends ExternalResource {
    /** The one who may do everything. */
    public static final BucketLogin.AccessKeys KEYS =
            new BucketLogin.AccessKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "");

    static {
        System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
    }

    private final boolean strict;
    private URLClassLoader libraries;
    private Object server;

    /** One that refuses what it does not know. */
    public S3Service() {
        this(true);
    }

    /** One that, unless it is strict, takes no notice of headers that it does not know: the token of a session is one. */
    public S3Service(boolean strict) {
        this.strict = strict;
    }

    @Override
    protected void before() throws Exception {
        start(Files.createTempDirectory("s3-service"));
    }

    @Override
    protected void after() {
        stop();
    }

    /** Starts it with its objects in a folder. */
    public void start(Path objects) throws Exception {
        start("filesystem", objects);
    }

    /** Starts it with its objects in memory: what it then takes to answer is next to nothing. */
    public void startInMemory() throws Exception {
        start("transient", Files.createTempDirectory("s3-service"));
    }

    private void start(String backend, Path objects) throws Exception {
        libraries = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(libraries);
        try {
            Properties properties = new Properties();
            properties.setProperty("jclouds.filesystem.basedir", objects.toString());
            properties.setProperty("jclouds.identity", KEYS.id());
            properties.setProperty("jclouds.credential", KEYS.secret());
            Class<?> authentication = type("auth.AuthenticationType");
            Object store = type("BlobStores")
                    .getMethod("create", String.class, Properties.class)
                    .invoke(null, backend, properties);
            Object builder = type("S3Proxy").getMethod("builder").invoke(null);
            call(builder, "blobStore", type("blobstore.BlobStore"), store);
            call(builder, "endpoint", URI.class, URI.create("http://127.0.0.1:0"));
            builder.getClass()
                    .getMethod("awsAuthentication", authentication, String.class, String.class)
                    .invoke(builder, authentication.getField("AWS_V4").get(null), KEYS.id(), KEYS.secret());
            call(builder, "stopTimeout", long.class, 0L);
            call(builder, "ignoreUnknownHeaders", boolean.class, !strict);
            server = call(builder, "build");
            call(server, "start");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Stops it. */
    public void stop() {
        try {
            call(server, "stop");
            libraries.close();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("S3Proxy has another shape", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    public URI endpoint() {
        try {
            return URI.create("http://127.0.0.1:" + call(server, "getPort"));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("S3Proxy has another shape", e);
        }
    }

    /** Amazon's own client, to look at what is there with other eyes. */
    public AmazonS3 client() {
        return AmazonS3ClientBuilder.standard()
                .withEndpointConfiguration(new EndpointConfiguration(endpoint().toString(), "us-east-1"))
                .withPathStyleAccessEnabled(true)
                .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials(KEYS.id(), KEYS.secret())))
                .build();
    }

    /** Settings for a place in it, spoken to at some endpoint, for example of something in between. */
    public static BucketSettings settings(String bucket, String prefix, URI endpoint) {
        return new BucketSettings(
                new BucketAddress(bucket, prefix),
                "",
                endpoint.toString(),
                true,
                "",
                "",
                "",
                BucketSettings.Names.OPTIONS);
    }

    /** A bucket as its owner has it; trouble is tried again at once. */
    public static AwsBucket open(BucketSettings settings) throws BucketException {
        return open(settings, KEYS);
    }

    /** A bucket as somebody has it. */
    public static AwsBucket open(BucketSettings settings, BucketLogin.AccessKeys keys) throws BucketException {
        return AwsBucket.open(
                settings, BucketLogin.of(() -> keys), new Tries(3, Duration.ofMillis(10)), ProxySelector.of(null));
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return libraries.loadClass("org.gaul.s3proxy." + name);
    }

    private static Object call(Object object, String method) throws ReflectiveOperationException {
        return object.getClass().getMethod(method).invoke(object);
    }

    private static void call(Object object, String method, Class<?> type, Object argument)
            throws ReflectiveOperationException {
        object.getClass().getMethod(method, type).invoke(object, argument);
    }

    private static URL[] urls() throws IOException {
        Path folder = Path.of(System.getProperty("buildDirectory", "target"), "s3proxy");
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
