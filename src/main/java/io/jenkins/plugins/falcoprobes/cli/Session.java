package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.manifest.EntriesListener;
import io.jenkins.plugins.falcoprobes.manifest.MadeProbes;
import io.jenkins.plugins.falcoprobes.report.BuildReport;
import io.jenkins.plugins.falcoprobes.report.HostFacts;
import io.jenkins.plugins.falcoprobes.report.JsonListing;
import io.jenkins.plugins.falcoprobes.report.JsonReport;
import io.jenkins.plugins.falcoprobes.report.ReportFiles;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Does what a command line asks for and shows it. */
final class Session {
    private final Engine.Factory engines;
    private final Console console;

    Session(Engine.Factory engines, Console console) {
        this.engines = engines;
        this.console = console;
    }

    /** Returns the exit status. */
    int run(Invocation invocation) throws IOException, InterruptedException {
        try (ProgressDisplay display = display(invocation)) {
            StopSignal signal = StopSignal.watch(display::close);
            try {
                Engine engine = engines.open(invocation.settings());
                return switch (invocation.mode()) {
                    case LIST -> list(engine, invocation, display);
                    case DRY_RUN -> dryRun(engine, invocation, display);
                    case BUILD -> build(engine, invocation, display);
                };
            } finally {
                signal.close();
            }
        }
    }

    private ProgressDisplay display(Invocation invocation) {
        if (invocation.mode() != Invocation.Mode.BUILD) {
            return ProgressDisplay.ofLookUp(console);
        }
        return invocation.json()
                ? ProgressDisplay.ofRun(console.err(), console.errTerminal(), console.err())
                : ProgressDisplay.ofRun(console.out(), console.outTerminal(), console.err());
    }

    private int list(Engine engine, Invocation invocation, ProgressDisplay display)
            throws IOException, InterruptedException {
        Distro.Discovery found = engine.list(invocation.request(), display);
        display.close();
        found.warnings().forEach(warning -> console.complain("warning: " + warning));
        if (invocation.json()) {
            JsonListing.writeKernels(found.kernels(), console.out());
        } else if (found.kernels().isEmpty()) {
            console.complain(noKernel(invocation.request()));
        } else {
            console.out().print(Listings.kernels(found.kernels()));
        }
        return ExitStatus.DONE;
    }

    private int dryRun(Engine engine, Invocation invocation, ProgressDisplay display)
            throws IOException, InterruptedException {
        BuildPlan plan = engine.plan(invocation.request(), display);
        display.close();
        if (invocation.json()) {
            JsonListing.writePlan(plan, console.out());
        } else {
            console.out().print(Listings.plan(plan));
        }
        return statusOf(plan, invocation.request(), ExitStatus.DONE);
    }

    private int build(Engine engine, Invocation invocation, ProgressDisplay display)
            throws IOException, InterruptedException {
        Path output = invocation.settings().output();
        BuildSummary summary = engine.run(
                invocation.request(),
                new EntriesListener(
                        display,
                        invocation.request(),
                        invocation.recording().buildUrl(),
                        new MadeProbes(output)::keep));
        display.close();
        Map<String, StoredProbe> stored = DirectoryStore.listed(output);
        BuildReport report = BuildReport.of(summary, HostFacts.current(), path -> Optional.ofNullable(stored.get(path))
                .or(() -> engine.published(path)));
        boolean reported = write(report, output);
        boolean written = record(summary, invocation, stored, engine) && reported;
        PrintStream text = invocation.json() ? console.err() : console.out();
        Terminal terminal = invocation.json() ? console.errTerminal() : console.outTerminal();
        text.print(SummaryText.of(report, output, terminal));
        if (invocation.json()) {
            JsonReport.write(report, console.out());
        }
        if (summary.interrupted()) {
            return ExitStatus.INTERRUPTED;
        }
        boolean whole = written && summary.failed() == 0;
        return statusOf(summary.plan(), invocation.request(), whole ? ExitStatus.DONE : ExitStatus.SOME_FAILED);
    }

    /** A report that cannot be written does not undo the probes that are built. */
    private boolean write(BuildReport report, Path output) {
        try {
            new ReportFiles(output).write(report);
            return true;
        } catch (IOException e) {
            console.complain("the report could not be written to " + output + ": " + Problems.reason(e));
            return false;
        }
    }

    /** Neither does what could not be said of them; the next run says what is missing. */
    private boolean record(BuildSummary summary, Invocation invocation, Map<String, StoredProbe> stored, Engine engine)
            throws InterruptedException {
        Path output = invocation.settings().output();
        RunRecords records = new RunRecords(summary, invocation.recording(), output, stored);
        boolean written = attempt(output.toString(), () -> records.writeTo(output));
        if (invocation.settings().s3().isPresent()) {
            S3Target target = invocation.settings().s3().get();
            boolean published = attempt(target.bucket().address().toString(), () -> {
                try (Bucket bucket = target.open(invocation.request().retries())) {
                    records.writeTo(bucket, target.bucket(), engine);
                }
            });
            return written && published;
        }
        return written;
    }

    private interface Writing {
        void run() throws IOException, InterruptedException;
    }

    private boolean attempt(String where, Writing writing) throws InterruptedException {
        try {
            writing.run();
            return true;
        } catch (IOException e) {
            console.complain("the index of " + where + " could not be brought up to date: " + Problems.reason(e));
            return false;
        }
    }

    /** A run for no kernel at all is a slip in the options, not a success. */
    private int statusOf(BuildPlan plan, BuildRequest request, int otherwise) {
        if (plan.kernels().isEmpty()) {
            console.complain(noKernel(request));
            return ExitStatus.NOTHING_DONE;
        }
        return otherwise;
    }

    private static String noKernel(BuildRequest request) {
        String distros = request.distros().isEmpty() ? "any distribution" : String.join(", ", request.distros());
        String where = "of " + distros + " for " + request.architectures();
        return request.kernels().pattern().isEmpty()
                ? "no kernel " + where + " was found"
                : "--kernel: no kernel " + where + " matches \""
                        + request.kernels().pattern() + "\"; --list without --kernel shows what there is";
    }
}
