package io.jenkins.plugins.falcoprobes.jenkins.api;

import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that the compiler filled: our classes, and in the default build the signatures of the Jenkins API. */
final class ClassFolder {
    /** Where our packages are in it, and in jars. */
    static final String OURS = "io/jenkins/plugins/falcoprobes/";

    private final Path folder;

    ClassFolder() throws URISyntaxException {
        folder = Path.of(FalcoProbesBuilder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    Path path() {
        return folder;
    }

    List<ClassShape> signatures() throws IOException {
        return files(false).stream().map(ClassFolder::read).map(ClassShape::of).toList();
    }

    List<byte[]> ours() throws IOException {
        return files(true).stream().map(ClassFolder::read).toList();
    }

    private List<Path> files(boolean ours) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> file.startsWith(folder.resolve(OURS)) == ours)
                    .sorted()
                    .toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
