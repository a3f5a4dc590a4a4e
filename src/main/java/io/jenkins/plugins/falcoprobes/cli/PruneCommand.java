package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.retention.BucketPlace;
import io.jenkins.plugins.falcoprobes.retention.FolderPlace;
import io.jenkins.plugins.falcoprobes.retention.PrunePlace;
import io.jenkins.plugins.falcoprobes.retention.PrunePlan;
import io.jenkins.plugins.falcoprobes.retention.Pruning;
import io.jenkins.plugins.falcoprobes.retention.RetentionRule;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code build-probe-binaries prune}: deletes published probes that a rule does not keep. */
@Command(
        name = PruneCommand.NAME,
        customSynopsis = BuildCommand.NAME + " " + PruneCommand.NAME + " [DIR | --s3 ...] [OPTION...]",
        description = {
            "Lists the probes that a rule does not keep and, with --yes, deletes them.",
            "A probe goes if its driver is not kept, or its kernel is not. What is protected stays; what is no probe"
                    + " is never touched."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "  0:Done; without --yes nothing was deleted.",
            "  2:An argument is wrong, or something could not be read or deleted."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  build-probe-binaries prune output --keep-drivers 3 --keep-falco 0.36.2 \\",
            "      --protect-file in-use.txt"
        })
final class PruneCommand implements Callable<Integer>, CrashPlace {
    static final String NAME = "prune";

    private static final int RETRIES = 3;

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            hideParamSyntax = true,
            description = "The folder that probes were built into, if not --s3. Default: output.")
    Path folder;

    @Mixin
    RuleOptions rule = new RuleOptions();

    @Mixin
    Publishing publishing = new Publishing();

    @Option(
            names = "--yes",
            description = {"Delete what is listed.", "Default: only list it."})
    boolean yes;

    @Mixin
    AnswerDisplay display = new AnswerDisplay();

    PruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean json = display.json();
        RetentionRule kept = rule.parse();
        try (PrunePlace place = place()) {
            Pruning pruning = new Pruning(place);
            Instant now = Instant.now();
            PrunePlan plan = PrunePlan.of(pruning.look(), kept, now);
            if (yes) {
                pruning.carryOut(plan, now);
            }
            if (json) {
                PruneJson.write(plan, yes, console.out());
            } else {
                console.out().print(PruneText.of(plan, yes));
            }
        }
        return ExitStatus.DONE;
    }

    private PrunePlace place() throws IOException {
        Optional<S3Target> target = publishing.target();
        if (target.isPresent() && folder != null) {
            throw new UsageException("DIR", "cannot be used together with --s3; prune one after the other");
        }
        if (target.isPresent()) {
            BucketSettings bucket = target.get().bucket();
            return new BucketPlace(target.get().open(RETRIES), bucket.address().key(""), bucket.headers("", ""));
        }
        if (!Files.isDirectory(output())) {
            throw new UsageException(
                    "DIR", "\"" + output() + "\" is no folder; accepted is one that probes were built into");
        }
        return new FolderPlace(output());
    }

    @Override
    public Path output() {
        return folder == null ? Path.of("output") : folder;
    }

    @Override
    public boolean isVerbose() {
        return display.verbose;
    }
}
