package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.build.HintNames;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.SkippedProbe;
import io.jenkins.plugins.falcoprobes.build.Stage;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeKey;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import io.jenkins.plugins.falcoprobes.jenkins.run.RecordJson;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.report.Redaction;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells the controller what the engine on this agent does. */
final class LinkListener implements BuildListener {
    private final AgentLink link;
    private final AgentSettings settings;
    private final KnownStore store;

    LinkListener(AgentLink link, AgentSettings settings, KnownStore store) {
        this.link = link;
        this.settings = settings;
        this.store = store;
    }

    /** Which probe it is, as the controller names it. */
    static ProbeKey key(Kernel kernel, ProbeKind kind) {
        return new ProbeKey(
                kernel.distro(), kernel.releaseAndBuild(), kernel.architecture().machine(), kind.id());
    }

    @Override
    public void progress(String message) {
        link.progress(Redaction.withoutCredentials(message));
    }

    @Override
    public void warning(String message) {
        link.warning(Redaction.withoutCredentials(message));
    }

    @Override
    public void planned(BuildPlan plan) {
        List<ProbeRecord> records = new ArrayList<>();
        plan.builds().forEach(build -> records.add(planned(build.kernel(), build.kind())));
        plan.skipped().forEach(skip -> records.add(skipped(skip)));
        link.planned(RecordJson.write(records));
    }

    @Override
    public void started(ProbeBuild build, Stage stage) {
        link.started(RecordJson.write(planned(build.kernel(), build.kind()).in(ProbeState.RUNNING, stage.id())));
    }

    @Override
    public void retrying(ProbeBuild build, Failure failure, int attempt) {
        link.retrying(build.toString(), Redaction.withoutCredentials(failure.message()), attempt);
    }

    @Override
    public void finished(ProbeResult result) {
        Kernel kernel = result.build().kernel();
        Optional<Failure> failure = result.failure();
        link.finished(RecordJson.write(new ProbeRecord(
                key(kernel, result.build().kind()),
                kernel.packageVersion(),
                kernel.flavour(),
                failure.isPresent() ? ProbeState.FAILED : ProbeState.BUILT,
                failure.map(why -> why.type().id()).orElse(""),
                failure.map(why -> Redaction.withoutCredentials(why.message())).orElse(""),
                failure.map(why -> Redaction.withoutCredentials(
                                why.in(HintNames.PARAMETERS).hint()))
                        .orElse(""),
                result.compiler(),
                result.elapsed().toMillis() / 1000.0,
                result.compilerTime().toMillis() / 1000.0,
                result.log(),
                files(result.files()),
                settings.branch(),
                settings.agent(),
                false)));
    }

    private static ProbeRecord planned(Kernel kernel, ProbeKind kind) {
        return ProbeRecord.planned(key(kernel, kind), kernel.packageVersion(), kernel.flavour());
    }

    private ProbeRecord skipped(SkippedProbe skip) {
        boolean present = skip.reason() == SkippedProbe.Reason.PRESENT;
        return new ProbeRecord(
                key(skip.kernel(), skip.kind()),
                skip.kernel().packageVersion(),
                skip.kernel().flavour(),
                present ? ProbeState.PRESENT : ProbeState.SKIPPED,
                skip.reason().id(),
                Redaction.withoutCredentials(skip.detail()),
                "",
                "",
                0,
                0,
                "",
                present ? files(stored(skip.paths())) : List.of(),
                settings.branch(),
                settings.agent(),
                false);
    }

    private List<StoredProbe> stored(List<ProbePath> paths) {
        try {
            List<StoredProbe> found = new ArrayList<>();
            for (ProbePath path : paths) {
                store.find(path.path()).ifPresent(found::add);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ProbeFile> files(List<StoredProbe> stored) {
        return stored.stream()
                .map(file -> new ProbeFile(file.path(), file.size(), file.sha256()))
                .toList();
    }
}
