package io.jenkins.plugins.falcoprobes.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.report.SampleRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** One run of the command into strings. */
final class CommandRun {
    static final Terminal PIPE = new Terminal(false, 80, 24, false, false);

    final int status;
    final String out;
    final String err;

    private CommandRun(int status, String out, String err) {
        this.status = status;
        this.out = out;
        this.err = err;
    }

    static CommandRun of(FakeEngine engine, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), PIPE, PIPE);
        int status = new BuildCommand(engine, console, Map.of("XDG_CACHE_HOME", "/var/cache/ci")).execute(arguments);
        return new CommandRun(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    static CommandRun of(String... arguments) {
        return of(new FakeEngine(SampleRun.ofDebian(2)), arguments);
    }
}
