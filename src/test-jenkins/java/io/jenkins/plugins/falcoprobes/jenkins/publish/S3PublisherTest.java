package io.jenkins.plugins.falcoprobes.jenkins.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.util.FormValidation.Kind;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.falcoprobes.jenkins.BuildFalcoProbesStep;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesBuilder;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesConfiguration;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.junit.After;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** {@code s3(...)} in forms, snippets and as code. */
public class S3PublisherTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final S3Publisher.DescriptorImpl descriptor =
            (S3Publisher.DescriptorImpl) JENKINS.jenkins.getDescriptorOrDie(S3Publisher.class);

    @After
    public void leave() throws Exception {
        JENKINS.jenkins.setAuthorizationStrategy(new hudson.security.AuthorizationStrategy.Unsecured());
        FalcoProbesConfiguration.get().setS3(null);
        for (var item : JENKINS.jenkins.getItems()) {
            item.delete();
        }
    }

    @Test
    public void every_field_survives_the_form_of_a_job() throws Exception {
        Folder folder = folderWithCredentials();
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "job");
        ProbeRequest request = new ProbeRequest("0.40.0");
        request.setPublish(full());
        job.getBuildersList().add(new FalcoProbesBuilder(request));
        JENKINS.configRoundtrip(job);
        assertThat(job.getBuildersList().get(FalcoProbesBuilder.class).getRequest().getPublish())
                .usingRecursiveComparison()
                .isEqualTo(full());
    }

    @Test
    public void a_snippet_says_what_is_not_at_its_default() throws Exception {
        BuildFalcoProbesStep step = new BuildFalcoProbesStep("0.40.0");
        S3Publisher publisher = new S3Publisher();
        publisher.setBucket("probes");
        publisher.setRegion("eu-west-1");
        step.setPublish(publisher);
        assertThat(Snippetizer.object2Groovy(step))
                .isEqualTo("buildFalcoProbes publish: s3(bucket: 'probes', region: 'eu-west-1'), version: '0.40.0'");
        step.setPublish(full());
        assertThat(Snippetizer.object2Groovy(step))
                .contains("acl: 'public-read'", "credentialsId: 'bucket-keys'", "pathStyle: true", "sse: 'AES256'");
    }

    @Test
    public void defaults_for_all_jobs_are_read_as_code() throws Exception {
        Path file = temporary.newFile("jenkins.yaml").toPath();
        Files.writeString(
                file,
                """
                unclassified:
                  falcoProbes:
                    s3:
                      bucket: "probes"
                      prefix: "falco"
                      region: "eu-west-1"
                """);
        ConfigurationAsCode.get().configure(file.toString());
        assertThat(FalcoProbesConfiguration.get().getS3().getBucket()).isEqualTo("probes");
        S3Publisher ofJob = new S3Publisher();
        assertThat(ofJob.address()).isEqualTo("https://probes.s3.eu-west-1.amazonaws.com/falco/");
        ofJob.setPrefix("other");
        assertThat(ofJob.address()).isEqualTo("https://probes.s3.eu-west-1.amazonaws.com/other/");
    }

    @Test
    public void defaults_for_all_jobs_survive_their_form() throws Exception {
        S3Publisher publisher = full();
        publisher.setCredentialsId(null);
        FalcoProbesConfiguration.get().setS3(publisher);
        JENKINS.configRoundtrip();
        assertThat(FalcoProbesConfiguration.get().getS3()).usingRecursiveComparison().isEqualTo(publisher);
        FalcoProbesConfiguration.get().setS3(null);
        JENKINS.configRoundtrip();
        assertThat(FalcoProbesConfiguration.get().getS3()).isNull();
    }

    @Test
    public void credentials_of_a_folder_are_offered_there_and_nowhere_else() throws Exception {
        Folder folder = folderWithCredentials();
        FreeStyleProject inside = folder.createProject(FreeStyleProject.class, "inside");
        FreeStyleProject outside = JENKINS.createFreeStyleProject("outside");
        assertThat(values(descriptor.doFillCredentialsIdItems(inside, ""))).containsExactly("", "bucket-keys");
        assertThat(values(descriptor.doFillCredentialsIdItems(outside, ""))).containsExactly("");
        assertThat(values(descriptor.doFillCredentialsIdItems(null, ""))).containsExactly("");
    }

    @Test
    @SuppressWarnings("try") // it is what the block does that matters
    public void who_may_only_look_at_a_job_sees_no_credentials_and_no_complaint() throws Exception {
        Folder folder = folderWithCredentials();
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "inside");
        JENKINS.jenkins.setSecurityRealm(JENKINS.createDummySecurityRealm());
        JENKINS.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("writer"));
        try (var context = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(values(descriptor.doFillCredentialsIdItems(job, "other"))).containsExactly("", "other");
            assertThat(descriptor.doCheckBucket(job, "s3://probes").kind).isEqualTo(Kind.OK);
        }
        try (var context = ACL.as2(User.getById("writer", true).impersonate2())) {
            assertThat(values(descriptor.doFillCredentialsIdItems(job, ""))).containsExactly("", "bucket-keys");
            assertThat(descriptor.doCheckBucket(job, "s3://probes").getMessage()).contains("without a scheme");
            assertThat(descriptor.doCheckEndpoint(job, "file:///etc/passwd").getMessage()).contains("is no address");
            assertThat(descriptor.doCheckRegion(job, "Ireland").kind).isEqualTo(Kind.ERROR);
            assertThat(descriptor.doCheckRoleArn(job, "probes").kind).isEqualTo(Kind.ERROR);
        }
    }

    private static List<String> values(ListBoxModel items) {
        return items.stream().map(item -> item.value).toList();
    }

    private static Folder folderWithCredentials() throws Exception {
        Folder folder = JENKINS.createProject(Folder.class, "folder");
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[0]));
        CredentialsStore store = folder.getProperties().get(FolderCredentialsProperty.class).getStore();
        store.addCredentials(
                Domain.global(),
                new AWSCredentialsImpl(CredentialsScope.GLOBAL, "bucket-keys", "AKIDEXAMPLE", "secret", ""));
        return folder;
    }

    private static S3Publisher full() {
        S3Publisher publisher = new S3Publisher();
        publisher.setBucket("probes");
        publisher.setPrefix("falco");
        publisher.setRegion("eu-west-1");
        publisher.setEndpoint("https://s3.example.org");
        publisher.setPathStyle(true);
        publisher.setCredentialsId("bucket-keys");
        publisher.setRoleArn("arn:aws:iam::123456789012:role/probes");
        publisher.setAcl("public-read");
        publisher.setSse("AES256");
        publisher.setStorageClass("STANDARD_IA");
        return publisher;
    }
}
