package io.jenkins.plugins.falcoprobes.jenkins.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import java.util.function.Consumer;
import org.junit.Test;

public class S3FieldsTest {
    private static S3Fields fields(Consumer<S3Publisher> setting) {
        S3Publisher publisher = new S3Publisher();
        publisher.setBucket("probes");
        setting.accept(publisher);
        return S3Fields.of(publisher);
    }

    @Test
    public void settings_are_what_was_said_and_nothing_else() throws AbortException {
        BucketSettings settings = fields(publisher -> {
                    publisher.setPrefix(" falco ");
                    publisher.setAcl("public-read");
                    publisher.setSse("aws:kms");
                    publisher.setStorageClass("STANDARD_IA");
                })
                .settings();
        assertThat(settings.address()).hasToString("s3://probes/falco");
        assertThat(settings.headers("a/b", "c").acl()).isEqualTo("public-read");
        assertThat(settings.serverSideEncryption()).isEqualTo("aws:kms");
        assertThat(settings.storageClass()).isEqualTo("STANDARD_IA");
        assertThat(settings.region()).isEmpty();
        assertThat(settings.endpoint()).isEmpty();
        assertThat(settings.names()).isEqualTo(BucketSettings.Names.PARAMETERS);
    }

    @Test
    public void each_slip_is_found() {
        assertSlip(publisher -> publisher.setBucket(" "));
        assertSlip(publisher -> publisher.setBucket("s3://probes"));
        assertSlip(publisher -> publisher.setPrefix("../x"));
        assertSlip(publisher -> publisher.setRegion("Ireland"));
        assertSlip(publisher -> publisher.setEndpoint("file:///etc/passwd"));
        assertSlip(publisher -> publisher.setEndpoint("https://me:secret@s3.example.org"));
        assertSlip(publisher -> publisher.setRoleArn("probes"));
        assertSlip(publisher -> publisher.setAcl("public read"));
        assertSlip(publisher -> publisher.setSse("AES128"));
        assertSlip(publisher -> publisher.setStorageClass("GLACIER"));
    }

    private static void assertSlip(Consumer<S3Publisher> setting) {
        assertThatThrownBy(() -> fields(setting).settings()).isInstanceOf(AbortException.class);
    }

    @Test
    public void a_slip_is_one_line_with_what_is_accepted() {
        assertThatThrownBy(() -> S3Fields.checkRegion("Ireland"))
                .hasMessage("\"Ireland\" is no region; accepted are names like eu-west-1");
        assertThatThrownBy(() -> S3Fields.checkEndpoint("s3.example.org"))
                .hasMessage("\"s3.example.org\" is no address; accepted are ones like https://s3.example.org");
        assertThatThrownBy(() -> S3Fields.checkRole("probes"))
                .hasMessageStartingWith("\"probes\" is no ARN of a role; accepted are texts like arn:aws:iam::");
    }

    @Test
    public void what_is_not_said_is_what_others_say() {
        S3Fields own = fields(publisher -> publisher.setRegion("eu-west-1"));
        S3Fields others = fields(publisher -> {
            publisher.setBucket("others");
            publisher.setRegion("us-east-1");
            publisher.setPrefix("falco");
            publisher.setCredentialsId("keys");
            publisher.setRoleArn("arn:aws:iam::123456789012:role/probes");
            publisher.setPathStyle(true);
        });
        S3Fields both = own.or(others);
        assertThat(both.bucket()).isEqualTo("probes");
        assertThat(both.region()).isEqualTo("eu-west-1");
        assertThat(both.prefix()).isEqualTo("falco");
        assertThat(both.credentialsId()).isEqualTo("keys");
        assertThat(both.roleArn()).isEqualTo("arn:aws:iam::123456789012:role/probes");
        assertThat(both.pathStyle()).isTrue();
    }

    @Test
    public void addresses_are_those_that_browsers_and_loaders_ask() {
        assertThat(fields(publisher -> {}).address()).isEqualTo("https://probes.s3.amazonaws.com/");
        assertThat(fields(publisher -> publisher.setPrefix("/a+b/")).address())
                .isEqualTo("https://probes.s3.amazonaws.com/a%2Bb/");
        assertThat(fields(publisher -> {
                            publisher.setRegion("eu-west-1");
                            publisher.setPathStyle(true);
                        })
                        .address())
                .isEqualTo("https://s3.eu-west-1.amazonaws.com/probes/");
        assertThat(fields(publisher -> publisher.setEndpoint("https://s3.example.org/"))
                        .address())
                .isEqualTo("https://probes.s3.example.org/");
        assertThat(fields(publisher -> publisher.setBucket(null)).address()).isEmpty();
    }

    @Test
    public void variables_are_replaced_in_every_text_that_names_a_place_or_somebody() throws AbortException {
        S3Publisher publisher = new S3Publisher();
        publisher.setBucket("${B}");
        publisher.setPrefix("p/${B}");
        publisher.setRegion("${B}-1");
        publisher.setEndpoint("https://${B}.example.org");
        publisher.setCredentialsId("${B}-keys");
        publisher.setPathStyle(true);
        publisher.setAcl("private");
        publisher.setSse("AES256");
        publisher.setStorageClass("STANDARD");
        S3Fields mapped = S3Fields.of((S3Publisher) publisher.mapped(text -> text.replace("${B}", "probes")));
        assertThat(mapped)
                .isEqualTo(new S3Fields(
                        "probes",
                        "p/probes",
                        "probes-1",
                        "https://probes.example.org",
                        true,
                        "probes-keys",
                        null,
                        "private",
                        "AES256",
                        "STANDARD"));
        assertThat(S3Fields.of((S3Publisher) publisher.mapped(text -> " ")).bucket())
                .isNull();
    }
}
