package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The settings of distributions that a user gave. What is secret of them is in files: their paths may be told, their
 * content stands nowhere but in memory.
 */
public final class DistroSettings implements Serializable {
    /** Nothing is set. */
    public static final DistroSettings NONE = new DistroSettings(Set.of(), Map.of(), Map.of());

    private static final long serialVersionUID = 1L;

    /** Of a file; lists of kernels are the longest. */
    private static final int LARGEST = 128 << 20;

    private final TreeSet<String> names;
    private final HashMap<String, String> values;
    private final HashMap<String, byte[]> contents;

    private DistroSettings(Set<String> names, Map<String, String> values, Map<String, byte[]> contents) {
        this.names = new TreeSet<>(names);
        this.values = new HashMap<>(values);
        this.contents = new HashMap<>(contents);
    }

    /** Settings by name; of files their paths. */
    public static DistroSettings of(Map<String, String> values) {
        return new DistroSettings(values.keySet(), values, Map.of());
    }

    /** These, with another file whose content is known, so that no machine needs to have it. */
    public DistroSettings with(String name, byte[] content) {
        DistroSettings with = new DistroSettings(names, values, contents);
        with.names.add(name);
        with.values.remove(name);
        with.contents.put(name, content.clone());
        return with;
    }

    /** The values of some distributions' settings; of the others it is known only that they are set. */
    public DistroSettings ofDistros(Predicate<String> ids) {
        DistroSettings of = new DistroSettings(names, values, contents);
        Predicate<String> others = name -> !ids.test(distro(name));
        of.values.keySet().removeIf(others);
        of.contents.keySet().removeIf(others);
        return of;
    }

    private static String distro(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    /** What is set. */
    public Set<String> names() {
        return Set.copyOf(names);
    }

    /** The value of a setting that is a text, where it is set. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The content of a setting that is a file, where it is set.
     *
     * @throws IOException in one line that has nothing of the content, if the file cannot be read
     */
    public Optional<byte[]> content(String name) throws IOException {
        if (contents.containsKey(name)) {
            return Optional.of(contents.get(name).clone());
        }
        String path = values.get(name);
        return path == null ? Optional.empty() : Optional.of(read(name, path));
    }

    private static byte[] read(String name, String path) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new IOException("it has more than " + (LARGEST >> 20) + " MiB");
            }
            return content;
        } catch (IOException | InvalidPathException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
            throw new IOException(name + ": cannot read " + path + ": " + reason, e);
        }
    }

    /** The names of what is set; never a value. */
    @Override
    public String toString() {
        return names.toString();
    }
}
