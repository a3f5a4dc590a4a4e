package io.jenkins.plugins.falcoprobes.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork.Fault;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork.Faults;
import io.jenkins.plugins.falcoprobes.store.s3.S3Service;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Each slip in the options of S3 is one line that names the option, before anything else is asked or built. */
public class S3OptionsTest {
    @ClassRule
    public static final S3Service SERVICE = new S3Service();

    @Rule
    public final FaultyNetwork network = new FaultyNetwork();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @BeforeClass
    public static void createBucket() {
        SERVICE.client().createBucket("probes");
    }

    @Before
    public void login() throws Exception {
        network.before(SERVICE.endpoint());
        System.setProperty("aws.accessKeyId", S3Service.KEYS.id());
        System.setProperty("aws.secretKey", S3Service.KEYS.secret());
    }

    @After
    public void logout() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretKey");
    }

    @Test
    public void a_bucket_with_another_scheme_or_none() {
        assertThat(usage("--s3", "https://probes/falco"))
                .isEqualTo("--s3: \"https://probes/falco\" is no address of a bucket; accepted is s3://BUCKET or"
                        + " s3://BUCKET/PREFIX");
        assertThat(usage("--s3", "s3://")).startsWith("--s3: \"s3://\" names no bucket;");
        assertThat(usage("--s3", "s3://s3://probes")).startsWith("--s3: \"s3:\" is no name of a bucket;");
        assertThat(usage("--s3", "s3://probes/../x")).startsWith("--s3: \"../x\" is no prefix of keys;");
    }

    @Test
    public void values_that_do_not_exist_and_options_without_a_bucket() {
        assertThat(usage("--region", "eu-west-1")).isEqualTo("--region: means nothing without --s3");
        assertThat(usage("--path-style")).isEqualTo("--path-style: means nothing without --s3");
        assertThat(usage("--s3", "s3://probes", "--acl", "public"))
                .startsWith("--acl: \"public\" is not known; accepted are private, public-read,");
        assertThat(usage("--s3", "s3://probes", "--sse", "AES128"))
                .contains("--sse: ")
                .contains("AES256");
        assertThat(usage("--s3", "s3://probes", "--storage-class", "GLACIER"))
                .startsWith("--storage-class: \"GLACIER\" is not known;");
        assertThat(usage("--s3", "s3://probes", "--endpoint", "s3.example.org")).startsWith("--endpoint: ");
        assertThat(usage("--s3", "s3://probes", "--endpoint", "https://me:secret@s3.example.org"))
                .startsWith("--endpoint: accepted is an address without user")
                .doesNotContain("secret");
    }

    @Test
    public void a_wrong_secret() {
        System.setProperty("aws.secretKey", "not+the/secret");
        assertThat(refused("s3://probes/falco"))
                .isEqualTo("--profile: the service does not accept these credentials (403 SignatureDoesNotMatch);"
                        + " check the access key, its secret and the session token");
    }

    @Test
    public void a_bucket_that_is_not_there() {
        assertThat(refused("s3://nothing/falco"))
                .isEqualTo("--s3: there is no bucket nothing at " + network.endpoint() + " (404 NoSuchBucket)");
    }

    @Test
    public void a_prefix_that_may_not_be_read() {
        network.inject(Faults.always("/probes/secret/", Fault.answer(403, "AccessDenied", "Access Denied")));
        assertThat(refused("s3://probes/secret"))
                .isEqualTo("--s3: the credentials may not read s3://probes/secret/SHA256SUMS (403 AccessDenied)");
    }

    @Test
    public void a_wrong_region() {
        network.inject(Faults.always(
                "/probes/",
                Fault.answer(
                        400,
                        "AuthorizationHeaderMalformed",
                        "the region 'us-east-1' is wrong</Message><Region>eu-west-1</Region><Message>")));
        assertThat(refused("s3://probes/falco", "--region", "us-east-1"))
                .startsWith("--region: the bucket probes is not in us-east-1; it is in eu-west-1");
    }

    @Test
    public void a_service_that_is_not_there() {
        assertThat(run("--s3", "s3://probes", "--endpoint", "http://127.0.0.1:1", "--path-style", "--retries", "0"))
                .startsWith(
                        "--endpoint: could not read s3://probes/SHA256SUMS at http://127.0.0.1:1: Connection refused");
    }

    @Test
    public void a_profile_that_is_not_there() {
        assertThat(run("--s3", "s3://probes", "--endpoint", network.endpoint().toString(), "--profile", "nobody"))
                .startsWith("--profile: no credentials were found");
    }

    private String refused(String bucket, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--s3", bucket, "--endpoint", network.endpoint().toString(), "--path-style"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private String usage(String... arguments) {
        return run(arguments).replaceFirst("\nTry build-probe-binaries --help$", "");
    }

    /** What a dry run says; its status has to be 2. */
    private String run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("0.40.0", "--distro", "debian", "--dry-run"));
        arguments.addAll(
                List.of("--output", temporary.getRoot() + "/output", "--cache", temporary.getRoot() + "/cache"));
        arguments.addAll(List.of(options));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, UTF_8);
        Console console = new Console(stream, stream, CommandRun.PIPE, CommandRun.PIPE);
        int status = new BuildCommand(new EngineFactory(), console, Map.of()).execute(arguments.toArray(String[]::new));
        String said = out.toString(UTF_8).strip();
        assertThat(status).as("%s %.200s", network.requests(), said).isEqualTo(2);
        assertThat(said).startsWith("build-probe-binaries: ");
        return said.substring("build-probe-binaries: ".length());
    }
}
