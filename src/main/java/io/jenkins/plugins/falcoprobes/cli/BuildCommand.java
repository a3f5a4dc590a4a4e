package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.report.HostFacts;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code build-probe-binaries}: its arguments and help. */
@Command(
        name = BuildCommand.NAME,
        customSynopsis = {
            BuildCommand.NAME + " VERSION [OPTION...]",
            BuildCommand.NAME + " " + CheckCommand.NAME + " DISTRO [OPTION...]",
            BuildCommand.NAME + " " + LookupCommand.NAME + " --uname-a TEXT --os-release FILE [OPTION...]",
            BuildCommand.NAME + " " + PruneCommand.NAME + " [DIR] [OPTION...]"
        },
        description = {
            "Builds Falco's kernel modules and eBPF probes for the kernels of Linux distributions,"
                    + " each in a container against the kernel's own headers.",
            "Options that take several values can be repeated or given a comma-separated list."
        },
        sortOptions = false,
        usageHelpAutoWidth = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "  0:Every probe is built or was there already.",
            "  1:Some probes failed; the rest are built.",
            "  2:An argument is wrong, or nothing could be set up.",
            "130:Stopped by Ctrl-C; what was finished is kept."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  build-probe-binaries 0.11.1",
            "      all distributions, with the driver of falcosecurity/falco:0.11.1",
            "  build-probe-binaries 0.40.0 --driver-source debian --distro debian --latest 2",
            "      the two newest of each of Debian's series, with Debian's driver",
            "  build-probe-binaries 0.40.0 --distro debian --kernel '^6\\.1\\.' --list",
            "      which 6.1 kernels there are",
            "  build-probe-binaries 0.40.0 --kind ebpf --arch x86_64,aarch64 --dry-run",
            "      what would be built, and why the rest would not",
            "  build-probe-binaries 0.40.0 --distro debian --s3 s3://probes/falco --region eu-west-1 --acl public-read",
            "      what the bucket does not have yet, published there",
        })
final class BuildCommand implements Callable<Integer>, CrashPlace {
    static final String NAME = "build-probe-binaries";

    private final Engine.Factory engines;
    private final Console console;
    private final Map<String, String> environment;

    @Spec
    CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            hideParamSyntax = true,
            description = "The version of Falco to build for, like 0.40.0, or dev for Falco's development image.")
    String version;

    @Mixin(name = "What is built")
    Selection selection = new Selection();

    @Mixin(name = "Where and how")
    Work work = new Work();

    @Mixin(name = "Where it is published")
    Publishing publishing = new Publishing();

    @Mixin(name = "What is shown")
    Display display = new Display();

    BuildCommand(Engine.Factory engines, Console console, Map<String, String> environment) {
        this.engines = engines;
        this.console = console;
        this.environment = environment;
    }

    /** Reads the arguments, does what they ask for and returns the exit status. */
    int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** This command as picocli runs it. */
    CommandLine commandLine() {
        Problems problems = new Problems(console);
        CommandLine commandLine = new CommandLine(this, new Factory(engines))
                .addSubcommand(new CheckCommand(engines, console, environment))
                .addSubcommand(new LookupCommand(engines.distros(), console))
                .addSubcommand(new PruneCommand(console))
                .setExpandAtFiles(false)
                .setUsageHelpWidth(
                        Math.max(80, Math.min(110, console.outTerminal().columns())))
                .setColorScheme(Help.defaultColorScheme(console.outTerminal().colour() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setParameterExceptionHandler(problems)
                .setExecutionExceptionHandler(problems);
        commandLine.getCommandSpec().versionProvider(() -> new String[] {NAME + " " + HostFacts.programVersion()});
        commandLine.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST, this::options);
        return commandLine;
    }

    /** The options in their groups. (An ArgGroup would forget its values when its options come in several places.) */
    private String options(Help help) {
        StringBuilder text = new StringBuilder();
        spec.mixins().forEach((title, group) -> {
            Help.Layout layout = help.createDefaultLayout(spec.options(), List.of(), help.colorScheme());
            layout.addOptions(group.options(), help.createDefaultParamLabelRenderer());
            text.append(String.format("%n%s:%n%s", title, layout));
        });
        return text.toString();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }

    @Override
    public Integer call() throws Exception {
        if (display.completion) {
            console.out().print(AutoComplete.bash(NAME, spec.commandLine()));
            return ExitStatus.DONE;
        }
        Invocation invocation = Invocation.of(version, selection, work, publishing, display, engines, environment);
        return new Session(engines, display.noColor ? console.withoutColour() : console).run(invocation);
    }

    @Override
    public Path output() {
        return work.output;
    }

    @Override
    public boolean isVerbose() {
        return display.verbose;
    }

    /** Gives the completion the distributions that there are, and their settings. */
    private record Factory(Engine.Factory engines) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == Candidates.Distros.class) {
                return type.cast(new Candidates.Distros(engines.distros()));
            }
            return type == Candidates.DistroSettings.class
                    ? type.cast(new Candidates.DistroSettings(engines.settings()))
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
