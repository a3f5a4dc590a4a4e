package io.jenkins.plugins.falcoprobes.jenkins.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;

/**
 * Links what we compiled with genuine jars of Jenkins and its plugins, those of the folder in the system property
 * {@code jenkins.lib}: what the compiler found in the signatures, the Java machine must find there.
 */
public class LinkageTest {
    private Path jars;

    @Before
    public void find_the_jars() {
        String folder = System.getProperty("jenkins.lib", "");
        assumeTrue("No -Djenkins.lib=DIR names a folder with the jars of Jenkins and its plugins", !folder.isEmpty());
        jars = Path.of(folder);
    }

    @Test
    public void what_the_plugin_uses_is_in_jenkins() throws IOException, URISyntaxException {
        ClassFolder folder = new ClassFolder();
        List<byte[]> ours = folder.ours();
        Linkage linkage = new Linkage(
                new ClassPool(jars, ours.stream().map(ClassShape::of).toList()));
        Set<String> bundled = bundled(folder.path().resolveSibling("lib"));

        List<String> problems = ours.stream()
                .flatMap(classFile -> References.of(classFile).stream())
                .filter(reference -> !isOfTheCommandLine(reference.user()))
                .filter(reference -> !bundled.contains(reference.owner()) && !ClassPool.isOfJava(reference.owner()))
                .map(linkage::problem)
                .flatMap(Optional::stream)
                .toList();

        assertThat(problems).withFailMessage(() -> String.join("\n", problems)).isEmpty();
    }

    @Test
    public void the_plugin_s_classes_are_whole_below_those_of_jenkins() throws IOException, URISyntaxException {
        List<ClassShape> ours =
                new ClassFolder().ours().stream().map(ClassShape::of).toList();
        Linkage linkage = new Linkage(new ClassPool(jars, ours));

        List<String> problems = ours.stream()
                .filter(shape -> !isOfTheCommandLine(shape.name()))
                .flatMap(linkage::problemsOfInheritance)
                .toList();

        assertThat(problems).withFailMessage(() -> String.join("\n", problems)).isEmpty();
    }

    @Test
    public void the_facts_are_those_of_jenkins() throws IOException {
        ClassPool pool = new ClassPool(jars, List.of());
        ApiFacts facts = ApiFacts.ofJenkins();
        List<ClassShape> genuine = facts.classNames().stream()
                .map(name -> pool.find(name.replace('.', '/')))
                .flatMap(Optional::stream)
                .toList();

        List<String> unknown = new ArrayList<>(facts.lines());
        unknown.removeAll(ApiFacts.of(genuine).lines());

        assertThat(unknown).withFailMessage(() -> String.join("\n", unknown)).isEmpty();
    }

    /** The command line alone needs picocli, which is not in the plugin. */
    private static boolean isOfTheCommandLine(String name) {
        return name.startsWith(ClassFolder.OURS + "cli/");
    }

    /** Classes of the libraries that travel in the plugin: all that pom.xml's plugin.foreign does not name. */
    private static Set<String> bundled(Path libraries) throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(libraries)) {
            for (Path library : files.filter(LinkageTest::isBundled).toList()) {
                try (JarFile jar = new JarFile(library.toFile())) {
                    jar.stream()
                            .map(JarEntry::getName)
                            .filter(entry -> entry.endsWith(".class"))
                            .forEach(entry -> names.add(entry.replace(".class", "")));
                }
            }
        }
        return names;
    }

    private static boolean isBundled(Path library) {
        String name = library.getFileName().toString();
        return !name.startsWith("jackson-") && !name.startsWith("picocli-");
    }
}
