package io.jenkins.plugins.falcoprobes.jenkins.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/**
 * Classes and their public and protected members, each a line that begins with the class's name:
 * {@code hudson.model.Run class abstract}, {@code hudson.model.Run public getUrl ()Ljava/lang/String;}.
 */
record ApiFacts(Set<String> lines) {

    /** What Jenkins and its plugins have of what we use. */
    static ApiFacts ofJenkins() throws IOException {
        try (InputStream text = ApiFacts.class.getResourceAsStream("jenkins-api.txt")) {
            return parse(new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    /** The facts of a text: a line for each class, below it an indented one for each member; {@code #} begins a comment. */
    static ApiFacts parse(List<String> text) {
        Set<String> lines = new TreeSet<>();
        String name = null;
        for (String line : text) {
            if (line.startsWith(" ")) {
                lines.add(name + " " + line.strip());
            } else if (!line.startsWith("#")) {
                name = line.substring(0, line.indexOf(' '));
                lines.add(line);
            }
        }
        return new ApiFacts(lines);
    }

    /** The facts of classes; without what the compiler adds by itself. */
    static ApiFacts of(Collection<ClassShape> classes) {
        Set<String> lines = new TreeSet<>();
        for (ClassShape shape : classes) {
            String name = shape.name().replace('/', '.');
            lines.add(name + " " + kind(shape));
            shape.members().forEach((member, access) -> {
                if (isVisible(access) && !isOfEveryEnum(shape, member)) {
                    lines.add(name + " " + flags(access) + " " + member);
                }
            });
        }
        return new ApiFacts(lines);
    }

    Set<String> classNames() {
        return lines.stream().map(line -> line.substring(0, line.indexOf(' '))).collect(Collectors.toSet());
    }

    /** What these have that the others lack, and the reverse, a line each. */
    List<String> differencesTo(ApiFacts genuine) {
        return Stream.concat(
                        lines.stream()
                                .filter(line -> !genuine.lines.contains(line))
                                .map(line -> "not in Jenkins: " + line),
                        genuine.lines.stream()
                                .filter(line -> !lines.contains(line))
                                .map(line -> "not in the signatures: " + line))
                .toList();
    }

    private static String kind(ClassShape shape) {
        if (shape.is(Opcodes.ACC_ANNOTATION)) {
            return "annotation -";
        } else if (shape.is(Opcodes.ACC_INTERFACE)) {
            return "interface -";
        } else if (shape.is(Opcodes.ACC_ENUM)) {
            return "enum -";
        }
        return shape.is(Opcodes.ACC_ABSTRACT) ? "class abstract" : "class -";
    }

    private static boolean isVisible(int access) {
        return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0;
    }

    private static boolean isOfEveryEnum(ClassShape shape, String member) {
        return shape.is(Opcodes.ACC_ENUM) && (member.startsWith("values ()") || member.startsWith("valueOf ("));
    }

    private static String flags(int access) {
        return ((access & Opcodes.ACC_PUBLIC) != 0 ? "public" : "protected")
                + ((access & Opcodes.ACC_STATIC) != 0 ? "+static" : "")
                + ((access & Opcodes.ACC_ABSTRACT) != 0 ? "+abstract" : "");
    }
}
