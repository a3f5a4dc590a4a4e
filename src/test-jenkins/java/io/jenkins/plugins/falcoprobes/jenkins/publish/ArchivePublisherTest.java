package io.jenkins.plugins.falcoprobes.jenkins.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.FilePath;
import hudson.Launcher;
import hudson.XmlFile;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Fingerprint;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import hudson.slaves.DumbSlave;
import hudson.tasks.Fingerprinter.FingerprintAction;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeKey;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeLedger;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;

/** Probes as artifacts, from an agent. */
public class ArchivePublisherTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String MD5_OF_ABC = "900150983cd24fb0d6963f7d28e17f72";
    private static final ProbeFile MODULE = new ProbeFile("8.0.0+driver/x86_64/falco_debian_6.1.0-50-amd64_1.ko", 3, ABC);
    private static final ProbeFile OTHER = new ProbeFile("7.0.0+driver/x86_64/falco_debian_6.1.0-50-amd64_1.ko", 3, ABC);

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final ArchivePublisher publisher = new ArchivePublisher();
    private FreeStyleProject job;

    @Before
    public void make_a_job_on_an_agent() throws Exception {
        DumbSlave agent = JENKINS.createOnlineSlave();
        job = JENKINS.createFreeStyleProject();
        job.setAssignedNode(agent);
    }

    @Test
    public void probes_become_artifacts_with_fingerprints() throws Exception {
        FreeStyleBuild build = JENKINS.buildAndAssertSuccess(publishing(MODULE, OTHER));
        assertThat(build.getArtifacts()).extracting(Object::toString).containsExactlyInAnyOrder(MODULE.path(), OTHER.path());
        assertThat(build.getAction(FingerprintAction.class).getRecords())
                .containsEntry(MODULE.path(), MD5_OF_ABC)
                .containsEntry(OTHER.path(), MD5_OF_ABC);
        Fingerprint fingerprint = JENKINS.jenkins._getFingerprint(MD5_OF_ABC);
        assertThat(fingerprint.getUsages()).containsKey(job.getFullName());
    }

    @Test
    public void fingerprints_can_be_left_out() throws Exception {
        publisher.setFingerprint(false);
        FreeStyleBuild build = JENKINS.buildAndAssertSuccess(publishing(MODULE));
        assertThat(build.getArtifacts()).hasSize(1);
        assertThat(build.getAction(FingerprintAction.class)).isNull();
    }

    @Test
    public void a_path_that_leaves_the_folder_is_not_published() throws Exception {
        ProbeFile evil = new ProbeFile("../../../secret.key", 3, ABC);
        FreeStyleBuild build = JENKINS.buildAndAssertStatus(Result.FAILURE, publishing(evil));
        JENKINS.assertLogContains("is no path of a probe", build);
        assertThat(build.getArtifacts()).isEmpty();
    }

    @Test
    public void a_probe_that_is_not_what_was_checked_is_not_published() throws Exception {
        ProbeFile changed = new ProbeFile(MODULE.path(), 3, ABC.replace('b', 'c'));
        FreeStyleBuild build = JENKINS.buildAndAssertStatus(Result.FAILURE, publishing(changed));
        JENKINS.assertLogContains("was changed after it was checked", build);
        assertThat(build.getArtifacts()).isEmpty();
    }

    @Test
    public void documents_are_replaced() throws Exception {
        File folder = temporary.newFolder();
        job.getBuildersList().add(new Publishing(publisher) {
            @Override
            void publish(Publication publication, FilePath output, ProbeLedger ledger)
                    throws IOException, InterruptedException {
                for (String text : List.of("first", "second")) {
                    Files.writeString(folder.toPath().resolve("report.json"), text);
                    publication.publishDocuments(folder);
                }
            }
        });
        FreeStyleBuild build = JENKINS.buildAndAssertSuccess(job);
        try (var stream = build.getArtifactManager().root().child("report.json").open()) {
            assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo("second");
        }
    }

    @Test
    public void what_earlier_runs_still_have_is_present() throws Exception {
        FreeStyleBuild first = JENKINS.buildAndAssertSuccess(publishing(MODULE, OTHER));
        FreeStyleBuild second = JENKINS.buildAndAssertSuccess(publishing());
        assertThat(new ArchivedProbes(second).find("")).containsExactlyInAnyOrder(MODULE, OTHER);
        assertThat(new ArchivedProbes(second).find("8.0.0+driver/")).containsExactly(MODULE);

        Files.delete(first.getRootDir().toPath().resolve("archive").resolve(MODULE.path()));
        assertThat(new ArchivedProbes(second).find("")).containsExactly(OTHER);
        first.deleteArtifacts();
        assertThat(new ArchivedProbes(second).find("")).isEmpty();
    }

    @Test
    public void the_parts_of_a_run_read_earlier_runs_once() throws Exception {
        FreeStyleBuild first = JENKINS.buildAndAssertSuccess(publishing(MODULE));
        FreeStyleBuild second = JENKINS.buildAndAssertSuccess(publishing(OTHER));
        assertThat(new ArchivedProbes(second).findForPart("")).containsExactlyInAnyOrder(MODULE, OTHER);

        first.deleteArtifacts();
        assertThat(new ArchivedProbes(second).findForPart("")).containsExactlyInAnyOrder(MODULE, OTHER);
        second.deleteArtifacts();
        assertThat(new ArchivedProbes(second).findForPart("8")).containsExactly(MODULE);
    }

    @Test
    public void a_run_is_not_saved_for_each_probe() throws Exception {
        AtomicInteger saves = new AtomicInteger();
        SaveableListener counter = new SaveableListener() {
            @Override
            public void onChange(Saveable saved, XmlFile file) {
                saves.addAndGet(saved instanceof FreeStyleBuild ? 1 : 0);
            }
        };
        ExtensionList.lookup(SaveableListener.class).add(0, counter);
        try {
            JENKINS.buildAndAssertSuccess(publishing(MODULE));
            int ofOne = saves.getAndSet(0);
            JENKINS.buildAndAssertSuccess(publishing(MODULE, OTHER, MODULE, OTHER, MODULE, OTHER));
            assertThat(saves.get()).isEqualTo(ofOne);
        } finally {
            ExtensionList.lookup(SaveableListener.class).remove(counter);
        }
    }

    private FreeStyleProject publishing(ProbeFile... files) throws IOException {
        job.getBuildersList().replace(new Publishing(publisher) {
            @Override
            void publish(Publication publication, FilePath output, ProbeLedger ledger)
                    throws IOException, InterruptedException {
                for (ProbeFile file : files) {
                    output.child(file.path()).write("abc", "UTF-8");
                    ProbeKey key = new ProbeKey("debian", "6.1.0-50-amd64", "6.1.1-1", "", "x86_64", "kmod" + file.path().charAt(0));
                    ledger.finish(withFile(ProbeRecord.planned(key).in(ProbeState.BUILT, ""), file));
                    publication.publish(List.of(file));
                    ledger.published(List.of(key));
                }
            }
        });
        return job;
    }

    private static ProbeRecord withFile(ProbeRecord probe, ProbeFile file) {
        return new ProbeRecord(
                probe.key(),
                probe.state(),
                "",
                "",
                "",
                "",
                1,
                1,
                "",
                List.of(file),
                "",
                "",
                false);
    }

    /** A build step that publishes from the workspace. */
    private abstract static class Publishing extends TestBuilder {
        private final ArchivePublisher publisher;

        Publishing(ArchivePublisher publisher) {
            this.publisher = publisher;
        }

        abstract void publish(Publication publication, FilePath output, ProbeLedger ledger)
                throws IOException, InterruptedException;

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException, IOException {
            ProbeCall call = FalcoProbesAction.begin(build, new ProbeRequest("0.40.0"));
            ProbeLedger ledger = build.getAction(FalcoProbesAction.class).ledger(call);
            FilePath output = build.getWorkspace().child("falco-probes");
            output.mkdirs();
            publish(publisher.open(new PublishContext(build, output, launcher, listener)), output, ledger);
            return true;
        }
    }
}
