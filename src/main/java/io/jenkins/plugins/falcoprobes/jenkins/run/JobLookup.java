package io.jenkins.plugins.falcoprobes.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.driver.LoaderHost;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesConfiguration;
import io.jenkins.plugins.falcoprobes.jenkins.publish.ProbePublisher;
import io.jenkins.plugins.falcoprobes.jenkins.run.LookupPage.Form;
import io.jenkins.plugins.falcoprobes.lookup.Lookup;
import io.jenkins.plugins.falcoprobes.lookup.LookupAnswer;
import io.jenkins.plugins.falcoprobes.lookup.LookupFields;
import io.jenkins.plugins.falcoprobes.lookup.ProbeFinder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jenkins.model.Jenkins;

/** Looks for a host's probes where a job publishes them. */
final class JobLookup {
    /** Whoever wants to know sits before it. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Job<?, ?> job;

    JobLookup(Job<?, ?> job) {
        this.job = job;
    }

    /**
     * What came of looking.
     *
     * @param rows one for each loader and kind
     * @param asked who was asked, for people
     * @param kernel which kernel's probes the job can be run for, and are missing; null for none
     */
    public record Answers(List<LookupRow> rows, String asked, @CheckForNull OnlyKernel kernel) {
        static final Answers NONE = new Answers(List.of(), "", null);
    }

    Answers answers(Form form) throws IOException, InterruptedException {
        LoaderHost host = new LoaderHost(
                read("uname -a", form.uname(), LookupFields::uname),
                read("os-release", form.osRelease(), LookupFields::osRelease),
                Optional.empty());
        Optional<Run<?, ?>> last = lastRun();
        Lookup lookup = new Lookup(
                host,
                read("MD5", form.configMd5(), LookupFields::configMd5),
                repository(last),
                Distros.ids(),
                knownBad(last));
        List<LookupAnswer> asked =
                lookup.answers(read("Falco", form.falco(), LookupFields::eras), EnumSet.allOf(ProbeKind.class));
        List<LookupAnswer> answers = new ArrayList<>();
        String whom;
        try (Place place = place(last)) {
            whom = place.asked();
            for (LookupAnswer answer : asked) {
                answers.add(answer.lookedFor(List.of(place.finder())));
            }
        }
        return new Answers(
                answers.stream().map(LookupRow::of).toList(),
                whom,
                answers.stream().anyMatch(LookupAnswer::isMissing) ? kernel(host) : null);
    }

    /** Who is asked, and what there is to say of that. */
    private record Place(ProbeFinder finder, String asked) implements AutoCloseable {
        @Override
        public void close() {
            finder.close();
        }
    }

    /**
     * The bucket itself, with what the job's last run may use, for whoever may have that asked by running the job; else what
     * the runs say.
     */
    private Place place(Optional<Run<?, ?>> last) throws IOException, InterruptedException {
        String trouble = "";
        if (last.isPresent() && job.hasPermission(Item.BUILD)) {
            try {
                Optional<ProbeFinder> finder =
                        call(last.get()).request().publisher().finder(last.get());
                if (finder.isPresent()) {
                    return new Place(
                            new HastyFinder(finder.get(), Messages.LookupPage_bucket(), PATIENCE),
                            Messages.LookupPage_askedBucket());
                }
            } catch (IOException e) {
                trouble = e.getMessage() + ". ";
            }
        }
        return new Place(new PublishedByJob(job), trouble + Messages.LookupPage_askedRuns(PublishedByJob.MOST_RUNS));
    }

    /** The host's kernel, if the user may run the job for it, and there is one to be built for. */
    @CheckForNull
    private OnlyKernel kernel(LoaderHost host) {
        Optional<String> distro =
                host.distros().stream().filter(Distros.ids()::contains).findFirst();
        return distro.isPresent() && job.isBuildable() && job.hasPermission(Item.BUILD)
                ? new OnlyKernel(distro.get(), host.uname().release())
                : null;
    }

    /** The last run that has probes. */
    private Optional<Run<?, ?>> lastRun() {
        for (Run<?, ?> run = job.getLastBuild(); run != null; run = run.getPreviousBuild()) {
            FalcoProbesAction action = run.getAction(FalcoProbesAction.class);
            if (action != null && !action.calls().isEmpty()) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    /** What this plugin, its configuration and the last run's request know to fail. */
    private static KnownBadList knownBad(Optional<Run<?, ?>> last) {
        FalcoProbesConfiguration defaults = FalcoProbesConfiguration.get();
        String text = last.isEmpty()
                ? defaults.getKnownBad()
                : call(last.get()).request().completed(defaults).getKnownBad();
        return KnownBadList.own().and(KnownBadList.parse("knownBad", text == null ? "" : text, Distros.ids()));
    }

    private static ProbeCall call(Run<?, ?> run) {
        return run.getAction(FalcoProbesAction.class).call(1);
    }

    /** Where loaders are to be pointed at: the place that the last run published to. */
    private static Optional<String> repository(Optional<Run<?, ?>> last) {
        if (last.isEmpty()) {
            return Optional.of(ProbePublisher.ARTIFACTS);
        }
        String files = CallPage.files(last.get(), call(last.get()));
        String root = Jenkins.get().getRootUrl();
        String address = files.startsWith("http") || root == null ? files : root + files;
        return Optional.of(address.replaceAll("/+$", "")).filter(text -> !text.isEmpty());
    }

    private static <T> T read(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
