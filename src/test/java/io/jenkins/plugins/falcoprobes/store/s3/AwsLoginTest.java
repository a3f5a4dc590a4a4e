package io.jenkins.plugins.falcoprobes.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Credentials that are no keys: an instance profile and a role to assume. What gives them is played by a server of this
 * machine, which is no proof that AWS does so; the S3 service is real. Each is a process of its own, since the SDK keeps what
 * it finds out of its machine.
 */
public class AwsLoginTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/probes";

    @Rule
    public final S3Service service = new S3Service(false);

    @Rule
    public final FaultyNetwork network = new FaultyNetwork();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpsServer secure;

    /** What a process printed, and its exit status. */
    private record Ended(int status, String said) {}

    /** Lists what is there, as whoever its arguments say. */
    public static final class Program {
        private Program() {}

        /** Lists a bucket: endpoint, then the role to assume, which may be empty. */
        public static void main(String[] arguments) throws Exception {
            BucketSettings place = S3Service.settings("probes", "", URI.create(arguments[0]));
            BucketSettings settings = new BucketSettings(
                    place.address(), "test-local-1", place.endpoint(), true, "", "", "", place.names());
            BucketLogin login = BucketLogin.ofMachine("").assuming(arguments[1]);
            try (AwsBucket bucket =
                    AwsBucket.open(settings, login, new Tries(0, Duration.ofMillis(1)), ProxySelector.of(null))) {
                bucket.list("").forEach(object -> System.out.println("there: " + object.key()));
            }
        }
    }

    @Before
    public void serve() throws Exception {
        network.before(service.endpoint());
        service.client().createBucket("probes");
        service.client().putObject("probes", "a.ko", "a probe");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What the SDK speaks TLS to, and to nothing else. */
    private void serveSecurely() throws Exception {
        KeyStore keys = KeyStore.getInstance(certificate().toFile(), "password".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "password".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        secure.createContext("/", this::answer);
        secure.start();
    }

    private Path certificate() throws Exception {
        Path store = folder.getRoot().toPath().resolve("keys.p12");
        if (!Files.exists(store)) {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "sts",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=127.0.0.1",
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            "password",
                            "-keystore",
                            store.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
            assertThat(keytool.waitFor()).as(said).isZero();
        }
        return store;
    }

    @After
    public void stop() {
        server.stop(0);
        if (secure != null) {
            secure.stop(0);
        }
    }

    @Test
    public void an_instance_profile_is_asked_for_its_keys() throws Exception {
        Ended ended = run(Map.of(), List.of("-Dcom.amazonaws.sdk.ec2MetadataServiceEndpointOverride=" + address()), "");
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("there: a.ko");
        assertThat(asked)
                .contains(
                        "PUT /latest/api/token",
                        "GET /latest/meta-data/iam/security-credentials/",
                        "GET /latest/meta-data/iam/security-credentials/probes-role");
    }

    @Test
    public void a_role_is_assumed_with_the_keys_there_are() throws Exception {
        serveSecurely();
        // The SDK has no setting for this service's address, but a table of all regions' addresses.
        Path regions = Files.writeString(
                folder.newFile("regions.xml").toPath(),
                "<XML><Regions><Region><Name>test-local-1</Name><Domain>example.org</Domain><Endpoint>"
                        + "<ServiceName>sts</ServiceName><Http>false</Http><Https>true</Https><Hostname>"
                        + "127.0.0.1:" + secure.getAddress().getPort()
                        + "</Hostname></Endpoint></Region></Regions></XML>");
        Ended ended = run(
                Map.of("AWS_ACCESS_KEY_ID", "AKIDOTHER", "AWS_SECRET_ACCESS_KEY", "their-secret"),
                List.of(
                        "-Dcom.amazonaws.regions.RegionUtils.fileOverride=" + regions,
                        "-Djavax.net.ssl.trustStore=" + certificate(),
                        "-Djavax.net.ssl.trustStorePassword=password"),
                ROLE);
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("there: a.ko");
        assertThat(asked)
                .anyMatch(request -> request.startsWith("POST / ")
                        && request.contains("Action=AssumeRole")
                        && request.contains("RoleArn=" + ROLE)
                        && request.contains("Credential=AKIDOTHER/"));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8);
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path
                    + (body.isEmpty()
                            ? ""
                            : " " + body + " " + exchange.getRequestHeaders().getFirst("Authorization")));
            String end = Instant.now().plusSeconds(3600).toString().replaceFirst("\\.[0-9]+", "");
            String answer =
                    switch (path) {
                        case "/latest/api/token" -> "token";
                        case "/latest/meta-data/iam/security-credentials/" -> "probes-role";
                        case "/latest/meta-data/iam/security-credentials/probes-role" ->
                            "{\"Code\":\"Success\","
                                    + "\"AccessKeyId\":\"" + S3Service.KEYS.id() + "\",\"SecretAccessKey\":\""
                                    + S3Service.KEYS.secret() + "\",\"Token\":\"session\",\"Expiration\":\"" + end
                                    + "\"}";
                        case "/" ->
                            "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                                    + "<AssumeRoleResult><Credentials><AccessKeyId>" + S3Service.KEYS.id()
                                    + "</AccessKeyId><SecretAccessKey>" + S3Service.KEYS.secret()
                                    + "</SecretAccessKey><SessionToken>session</SessionToken><Expiration>" + end
                                    + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
                        default -> "";
                    };
            exchange.getResponseHeaders().add("X-aws-ec2-metadata-token-ttl-seconds", "21600");
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Ended run(Map<String, String> environment, List<String> options, String role) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Daws.java.v1.disableDeprecationAnnouncement=true");
        command.add("-Duser.home=" + folder.getRoot());
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                network.endpoint().toString(),
                role));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.toUpperCase(Locale.ROOT)
                .startsWith("AWS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
