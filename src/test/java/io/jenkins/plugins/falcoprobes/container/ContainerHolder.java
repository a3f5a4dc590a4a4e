package io.jenkins.plugins.falcoprobes.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program that starts a container, prints its id and runs a command in it until it is killed; for a JVM of its own. */
public final class ContainerHolder {
    private ContainerHolder() {}

    /** Takes the image and a folder. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        ContainerSpec spec = new ContainerSpec(
                arguments[0], Files.createDirectories(folder.resolve("kernel")), 256 << 20, 64, 1, 64 << 20);
        try (BuildContainer container = CommandLineRuntime.named("docker").start(spec)) {
            System.out.println(container.id());
            container.exec(List.of("sleep", "3600"), Map.of(), folder.resolve("log"), Duration.ofHours(1));
        }
    }
}
