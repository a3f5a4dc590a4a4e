package io.jenkins.plugins.falcoprobes.jenkins.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Classes by their internal names: given ones, those of a folder of jars, and those of the Java machine. */
final class ClassPool {
    private static final String CLASS = ".class";

    private final Map<String, Path> jars = new HashMap<>();
    private final Map<String, Optional<ClassShape>> known = new HashMap<>();

    /** A pool without jars. */
    ClassPool(Collection<ClassShape> given) {
        given.forEach(shape -> known.put(shape.name(), Optional.of(shape)));
    }

    /** A pool of a folder's jars. Of two that have the same class, the first by name wins. */
    ClassPool(Path folder, Collection<ClassShape> given) throws IOException {
        this(given);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                index(jar);
            }
        }
    }

    Optional<ClassShape> find(String name) {
        return known.computeIfAbsent(name, this::read);
    }

    /** Whether a class is part of the Java machine. */
    static boolean isOfJava(String name) {
        return ClassLoader.getPlatformClassLoader().getResource(name + CLASS) != null;
    }

    private void index(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(JarEntry::getName)
                    .filter(entry -> entry.endsWith(CLASS))
                    .forEach(entry -> jars.putIfAbsent(entry.substring(0, entry.length() - CLASS.length()), jar));
        }
    }

    private Optional<ClassShape> read(String name) {
        Path jar = jars.get(name);
        try {
            return jar == null ? ofJava(name) : Optional.of(ofJar(jar, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassShape ofJar(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                InputStream bytes = file.getInputStream(file.getJarEntry(name + CLASS))) {
            return ClassShape.of(bytes.readAllBytes());
        }
    }

    private static Optional<ClassShape> ofJava(String name) throws IOException {
        try (InputStream bytes = ClassLoader.getPlatformClassLoader().getResourceAsStream(name + CLASS)) {
            return bytes == null ? Optional.empty() : Optional.of(ClassShape.of(bytes.readAllBytes()));
        }
    }

    /** A class's ancestors after the class itself, superclasses first; those that are not in the pool left out. */
    List<ClassShape> lineage(String name) {
        Map<String, ClassShape> lineage = new LinkedHashMap<>();
        collect(name, lineage);
        return List.copyOf(lineage.values());
    }

    private void collect(String name, Map<String, ClassShape> lineage) {
        Optional<ClassShape> found = find(name);
        if (found.isPresent() && lineage.putIfAbsent(name, found.get()) == null) {
            if (found.get().superName() != null) {
                collect(found.get().superName(), lineage);
            }
            found.get().interfaces().forEach(parent -> collect(parent, lineage));
        }
    }
}
