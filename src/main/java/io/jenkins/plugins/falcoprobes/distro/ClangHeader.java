package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What clang is told of a kernel that gcc has built, when it compiles an eBPF probe for it. Since 4.13 most of
 * {@code task_struct} stands in a structure of its own where a plugin may shuffle it, which moves the fields behind it.
 * Container-Optimized OS' 4.14 has patches by which only clang sees that one (falco-probe-loader 0.13,
 * sysdig's commit 7faa204cd), and so reads other fields than it asks for.
 */
final class ClangHeader {
    private static final String MARK = "randomized_struct_fields_";
    private static final Pattern DEFINITION = Pattern.compile("\\s*#\\s*define\\s+" + MARK + "(?:start|end)\\b.*");
    private static final Pattern CONDITION = Pattern.compile("\\s*#\\s*if.*");
    private static final Pattern END = Pattern.compile("\\s*#\\s*endif\\b.*");

    private ClangHeader() {}

    /** Takes that structure from clang, unless gcc has it too. */
    static void likeGcc(Path headers) throws IOException {
        Path clang = headers.resolve("include/linux/compiler-clang.h");
        Path gcc = headers.resolve("include/linux/compiler-gcc.h");
        if (!Files.exists(clang) || !Files.exists(gcc) || hasStructure(Files.readAllLines(gcc, UTF_8))) {
            return;
        }
        List<String> lines = Files.readAllLines(clang, UTF_8);
        if (lines.removeIf(line -> DEFINITION.matcher(line).matches())) {
            Files.write(clang, lines, UTF_8);
        }
    }

    /** Whether it is there without that plugin. */
    private static boolean hasStructure(List<String> lines) {
        Deque<String> conditions = new ArrayDeque<>();
        for (String line : lines) {
            if (CONDITION.matcher(line).matches()) {
                conditions.push(line);
            } else if (END.matcher(line).matches()) {
                conditions.poll();
            } else if (DEFINITION.matcher(line).matches()) {
                return conditions.stream().noneMatch(condition -> condition.contains("RANDSTRUCT"));
            }
        }
        return false;
    }
}
