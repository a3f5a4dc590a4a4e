package io.jenkins.plugins.falcoprobes.build.check;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The symbol versions that a module was built against ({@code CONFIG_MODVERSIONS}): {@code __versions}, an array of
 * {@code struct modversion_info} (8 bytes CRC, 56 bytes name), and since 6.14 {@code __version_ext_crcs} (4 bytes each)
 * with {@code __version_ext_names} (each ended by a zero byte), which take names of any length.
 */
final class ModuleVersions {
    private static final int ENTRY_SIZE = 64;

    private ModuleVersions() {}

    /** The CRC of each symbol; empty if the module has no versions at all. */
    static Optional<Map<String, Long>> of(ElfFile module) throws ElfException {
        Optional<ByteBuffer> basic = module.section("__versions");
        Optional<ByteBuffer> crcs = module.section("__version_ext_crcs");
        Optional<ByteBuffer> names = module.section("__version_ext_names");
        if (basic.isEmpty() && crcs.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> versions = new LinkedHashMap<>();
        if (basic.isPresent()) {
            ByteBuffer entries = basic.get();
            for (int at = 0; at + ENTRY_SIZE <= entries.limit(); at += ENTRY_SIZE) {
                ByteBuffer name = entries.slice(at + Long.BYTES, ENTRY_SIZE - Long.BYTES);
                versions.put(ElfFile.string(name), entries.getLong(at));
            }
        }
        while (crcs.isPresent() && names.isPresent() && crcs.get().remaining() >= Integer.BYTES) {
            String name = ElfFile.string(names.get());
            versions.put(name, Integer.toUnsignedLong(crcs.get().getInt()));
        }
        return Optional.of(versions);
    }
}
