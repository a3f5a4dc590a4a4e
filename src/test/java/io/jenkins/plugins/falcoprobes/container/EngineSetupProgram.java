package io.jenkins.plugins.falcoprobes.container;

import java.nio.file.Path;

/** Sets an engine up, says how it is, and takes it away again; for a machine of its own. */
public final class EngineSetupProgram {
    private EngineSetupProgram() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        CommandLineRuntime docker = CommandLineRuntime.named("docker");
        BuilderFiles files = BuilderFiles.of(Path.of("docker"));
        say("answers before: " + docker.answers());
        try (EngineSetup setup = EngineSetup.ensure(docker, files, EngineSetupProgram::say)) {
            say("answers: " + docker.answers());
            try (EngineSetup second = EngineSetup.ensure(docker, files, EngineSetupProgram::say)) {
                say("second is another: " + (second != setup));
            }
            say("answers after the second: " + docker.answers());
        }
        say("answers after: " + docker.answers());
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
