package io.jenkins.plugins.falcoprobes.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an agent does that runs in a builder container itself; for {@link InPlaceIT}. */
final class InPlaceProgram {
    private InPlaceProgram() {}

    /**
     * Builds both kinds.
     *
     * @param arguments the kernel's tree, the folder for what comes of it, and {@code NAME=VALUE} for the script
     */
    public static void main(String[] arguments) throws Exception {
        BuilderPlace place = BuilderPlace.here().orElseThrow();
        Path results = Path.of(arguments[1]);
        Path slot = Files.createDirectories(place.work().resolve("slot-0"));
        Process copy = new ProcessBuilder(
                        "cp", "-a", arguments[0], slot.resolve("kernel").toString())
                .inheritIO()
                .start();
        if (copy.waitFor() != 0) {
            throw new IllegalStateException("The kernel's tree could not be copied");
        }
        Map<String, String> environment = new TreeMap<>();
        for (String variable : List.of(arguments).subList(2, arguments.length)) {
            environment.put(
                    variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
        ContainerSpec spec = new ContainerSpec(place.toolchain().id(), slot.resolve("kernel"), 1, 1, 1, 1);
        try (BuildContainer container = new InPlaceRuntime(place).start(spec)) {
            for (String kind : List.of("kmod", "ebpf")) {
                environment.put("BUILDER_KIND", kind);
                int status = container.exec(
                        List.of("build-probe"), environment, results.resolve(kind + ".log"), Duration.ofMinutes(10));
                if (status != 0) {
                    System.exit(status);
                }
                String probe = kind.equals("kmod") ? "probe.ko" : "probe.o";
                container.read("/output/" + probe, results.resolve(probe), 64 << 20);
            }
        }
    }
}
