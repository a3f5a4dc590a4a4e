package io.jenkins.plugins.falcoprobes.build.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kernel's {@code Module.symvers}: one line for each exported symbol, its columns separated by tabs. They are
 * {@code crc, symbol, module, export type, namespace}; the namespace is not there before 5.4 and stood third in 5.4 to
 * 5.7 (kernel commit 5190044c2965), the type is not there in very old ones.
 */
final class ModuleSymvers {
    private static final Pattern CRC = Pattern.compile("0x[0-9a-fA-F]{8,16}");

    private final Map<String, Export> exports = new HashMap<>();

    /**
     * An exported symbol.
     *
     * @param crc the checksum of its type; 0 where the kernel has no {@code CONFIG_MODVERSIONS}
     * @param gplOnly whether only modules with a licence compatible with the GPL may use it
     * @param namespace which namespace a user has to import; {@code module:a,b} lets only those modules; may be empty
     */
    record Export(long crc, boolean gplOnly, String namespace) {}

    private ModuleSymvers() {}

    static ModuleSymvers read(Path file) throws IOException {
        ModuleSymvers symvers = new ModuleSymvers();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!symvers.add(line)) {
                    throw new IOException(file + ", line " + number + ", is no line of a Module.symvers: " + line);
                }
            }
        }
        return symvers;
    }

    private boolean add(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length < 3 || !CRC.matcher(columns[0]).matches()) {
            return false;
        }
        boolean namespaceThird = columns.length > 4 && columns[4].startsWith("EXPORT_");
        String type = columns.length < 4 ? "" : columns[namespaceThird ? 4 : 3];
        String namespace = columns.length < 5 ? "" : columns[namespaceThird ? 2 : 4];
        long crc = Long.parseUnsignedLong(columns[0].substring(2), 16);
        exports.put(columns[1], new Export(crc, type.contains("_GPL"), namespace));
        return true;
    }

    Optional<Export> find(String symbol) {
        return Optional.ofNullable(exports.get(symbol));
    }
}
