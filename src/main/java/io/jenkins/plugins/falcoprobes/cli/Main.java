package io.jenkins.plugins.falcoprobes.cli;

import java.util.Map;

/** The entry point of {@code build-probe-binaries}. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Console console = Console.ofProcess(environment);
        System.exit(new BuildCommand(new EngineFactory(), console, environment).execute(arguments));
    }
}
