package io.jenkins.plugins.falcoprobes.jenkins.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary.DriverFacts;
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
import io.jenkins.plugins.falcoprobes.manifest.MadeProbes;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.manifest.ManifestJson;
import io.jenkins.plugins.falcoprobes.manifest.ProbeEntries;
import io.jenkins.plugins.falcoprobes.manifest.RunEntries;
import io.jenkins.plugins.falcoprobes.report.Redaction;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells the controller what the engine on this agent does. */
final class LinkListener implements BuildListener {
    private static final int BATCH = 256;

    private final AgentLink link;
    private final AgentSettings settings;
    private final KnownStore store;
    private final MadeProbes made;
    private ProbeEntries run;

    LinkListener(AgentLink link, AgentSettings settings, KnownStore store, BuildRequest request, MadeProbes made) {
        this.link = link;
        this.settings = settings;
        this.store = store;
        this.made = made;
        this.run = new ProbeEntries(request, new DriverFacts("", "", ""), settings.buildUrl());
    }

    /** Which probe it is, as the controller names it. */
    static ProbeKey key(Kernel kernel, ProbeKind kind) {
        return new ProbeKey(
                kernel.distro(),
                kernel.release().value(),
                kernel.packageVersion(),
                kernel.flavour(),
                kernel.architecture().machine(),
                kind.id());
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
    public void driver(DriverFacts driver) {
        run = new ProbeEntries(run.request(), driver, run.buildUrl());
    }

    @Override
    public void planned(BuildPlan plan) {
        tell(plan.skipped().stream()
                .filter(skip -> skip.reason() == SkippedProbe.Reason.PRESENT)
                .flatMap(skip -> entries(skip).stream())
                .toList());
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
        if (result.isBuilt()) {
            ManifestEntry entry = run.built(result, result.files());
            made.keep(entry);
            tell(List.of(entry));
        }
        Kernel kernel = result.build().kernel();
        Optional<Failure> failure = result.failure();
        link.finished(RecordJson.write(new ProbeRecord(
                key(kernel, result.build().kind()),
                failure.isPresent() ? ProbeState.FAILED : ProbeState.BUILT,
                failure.map(why -> why.type().id()).orElse(""),
                Redaction.withoutCredentials(detail(result)),
                failure.map(why -> Redaction.withoutCredentials(
                                why.in(HintNames.PARAMETERS).hint()))
                        .orElse(""),
                result.compiler(),
                result.elapsed().toMillis() / 1000.0,
                result.compilerTime().toMillis() / 1000.0,
                result.log(),
                files(result.files(), result.build().paths()),
                settings.branch(),
                settings.agent(),
                false)));
    }

    /** Why it failed; else, what other tools were tried before. */
    private static String detail(ProbeResult result) {
        return result.failure().map(Failure::message).orElseGet(() -> String.join("; ", result.tries()));
    }

    /** Of what is not published yet, and of what this run has published, it is for this run to say how it was made. */
    private List<ManifestEntry> entries(SkippedProbe skip) {
        List<StoredProbe> files = stored(skip.paths());
        boolean told = files.stream().anyMatch(file -> store.isPublished(file.path()));
        return RunEntries.made(files, made)
                .filter(entry -> !told || isOfThisRun(entry))
                .map(List::of)
                .orElseGet(() -> run.found(skip.kernel(), skip.kind(), files, Instant.now()));
    }

    private boolean isOfThisRun(ManifestEntry entry) {
        String url = entry.making().orElseThrow().buildUrl();
        return !url.isEmpty() && url.equals(settings.buildUrl());
    }

    private void tell(List<ManifestEntry> entries) {
        try {
            for (int i = 0; i < entries.size(); i += BATCH) {
                List<ManifestEntry> batch = entries.subList(i, Math.min(i + BATCH, entries.size()));
                link.made(new String(ManifestJson.bytes(ManifestChange.adding(batch)), UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProbeRecord planned(Kernel kernel, ProbeKind kind) {
        return ProbeRecord.planned(key(kernel, kind));
    }

    private ProbeRecord skipped(SkippedProbe skip) {
        boolean present = skip.reason() == SkippedProbe.Reason.PRESENT;
        return new ProbeRecord(
                key(skip.kernel(), skip.kind()),
                present ? ProbeState.PRESENT : ProbeState.SKIPPED,
                skip.reason().id(),
                Redaction.withoutCredentials(skip.detail()),
                "",
                "",
                0,
                0,
                "",
                present ? files(stored(skip.paths()), skip.paths()) : List.of(),
                settings.branch(),
                settings.agent(),
                false);
    }

    /** The files of a probe; those that are missing are copied now, since the controller publishes what it is told of. */
    private List<StoredProbe> stored(List<ProbePath> paths) {
        try {
            List<StoredProbe> found = new ArrayList<>();
            for (ProbePath path : paths) {
                store.find(path.path()).ifPresent(found::add);
            }
            for (ProbePath path : found.isEmpty() ? List.<ProbePath>of() : paths) {
                if (store.find(path.path()).isEmpty()) {
                    found.add(store.copy(found.get(0), path.path()));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ProbeFile> files(List<StoredProbe> stored, List<ProbePath> paths) {
        Set<String> aliases =
                paths.stream().filter(ProbePath::alias).map(ProbePath::path).collect(Collectors.toSet());
        return stored.stream()
                .map(file -> new ProbeFile(file.path(), file.size(), file.sha256(), aliases.contains(file.path())))
                .toList();
    }
}
