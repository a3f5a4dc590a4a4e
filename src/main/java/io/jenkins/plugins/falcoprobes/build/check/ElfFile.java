package io.jenkins.plugins.falcoprobes.build.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A 64-bit ELF object file, read as far as the checks need it: header, sections, symbols (elf(5)). Whatever the bytes
 * are, nothing but an {@link ElfException} comes of them.
 */
public final class ElfFile {
    /** {@code ET_REL}, a relocatable object. */
    public static final int RELOCATABLE = 1;

    /** {@code EM_BPF}. */
    public static final int MACHINE_BPF = 247;

    private static final long MAX_SIZE = 64L << 20;
    private static final int HEADER_SIZE = 64;
    private static final int SECTION_HEADER_SIZE = 64;
    private static final int SYMBOL_SIZE = 24;
    private static final int TYPE_SYMBOLS = 2;
    private static final int TYPE_NO_BITS = 8;
    private static final int INDEX_IN_SECTION_0 = 0xffff;

    private final ByteBuffer bytes;
    private final List<Section> headers = new ArrayList<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();

    private ElfFile(byte[] content) throws ElfException {
        if (content.length < HEADER_SIZE
                || content[0] != 0x7f
                || content[1] != 'E'
                || content[2] != 'L'
                || content[3] != 'F') {
            throw new ElfException("it is no ELF file");
        }
        if (content[4] != 2) {
            throw new ElfException("it is no 64-bit ELF file");
        }
        if (content[5] != 1 && content[5] != 2) {
            throw new ElfException("its byte order is unknown");
        }
        bytes = ByteBuffer.wrap(content).order(content[5] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        readSections();
    }

    /**
     * Reads a file.
     *
     * @throws ElfException if it is no 64-bit ELF file, is cut off or broken, or has more than 64 MiB
     * @throws IOException if it cannot be read at all
     */
    public static ElfFile read(Path file) throws IOException {
        if (Files.size(file) > MAX_SIZE) {
            throw new ElfException("it is larger than " + (MAX_SIZE >> 20) + " MiB");
        }
        return new ElfFile(Files.readAllBytes(file));
    }

    /** {@code e_type}. */
    public int type() {
        return Short.toUnsignedInt(bytes.getShort(16));
    }

    /** {@code e_machine}. */
    public int machine() {
        return Short.toUnsignedInt(bytes.getShort(18));
    }

    /** The names of its sections, in their order; of several with one name the first counts. */
    public List<String> sectionNames() {
        return List.copyOf(sections.keySet());
    }

    /** The content of a section, positioned at its start, in the file's byte order; empty if there is no such section. */
    public Optional<ByteBuffer> section(String name) throws ElfException {
        Section section = sections.get(name);
        return section == null ? Optional.empty() : Optional.of(content(section));
    }

    /** The names of the symbols that other objects have to bring; those that may be missing (weak ones) are left out. */
    public List<String> undefinedSymbols() throws ElfException {
        List<String> names = new ArrayList<>();
        for (Section table : headers) {
            if (table.type != TYPE_SYMBOLS) {
                continue;
            }
            ByteBuffer symbols = content(table);
            ByteBuffer strings = content(header(table.link));
            for (int at = 0; at + SYMBOL_SIZE <= symbols.limit(); at += SYMBOL_SIZE) {
                boolean global = Byte.toUnsignedInt(symbols.get(at + 4)) >> 4 == 1;
                boolean undefined = symbols.getShort(at + 6) == 0;
                if (global && undefined) {
                    names.add(string(strings, Integer.toUnsignedLong(symbols.getInt(at))));
                }
            }
        }
        return names;
    }

    private void readSections() throws ElfException {
        long table = bytes.getLong(40);
        int entrySize = Short.toUnsignedInt(bytes.getShort(58));
        long count = Short.toUnsignedInt(bytes.getShort(60));
        long namesIndex = Short.toUnsignedInt(bytes.getShort(62));
        if (table == 0 || entrySize < SECTION_HEADER_SIZE) {
            throw new ElfException("it has no sections");
        }
        if (count == 0) {
            // More sections than the header can count: their number is in the first one.
            count = range(table, SECTION_HEADER_SIZE).getLong(32);
        }
        if (namesIndex == INDEX_IN_SECTION_0) {
            namesIndex =
                    Integer.toUnsignedLong(range(table, SECTION_HEADER_SIZE).getInt(40));
        }
        if (count < 0 || count > bytes.limit() / entrySize) {
            throw new ElfException("it is cut off: its " + count + " sections do not fit into it");
        }
        ByteBuffer all = range(table, count * entrySize);
        for (int i = 0; i < count; i++) {
            int at = i * entrySize;
            headers.add(new Section(
                    Integer.toUnsignedLong(all.getInt(at)),
                    all.getInt(at + 4),
                    all.getLong(at + 24),
                    all.getLong(at + 32),
                    Integer.toUnsignedLong(all.getInt(at + 40))));
        }
        ByteBuffer names = content(header(namesIndex));
        for (Section section : headers) {
            sections.putIfAbsent(string(names, section.name), section);
        }
    }

    private Section header(long index) throws ElfException {
        if (index >= headers.size()) {
            throw new ElfException("it is broken: there is no section " + index);
        }
        return headers.get((int) index);
    }

    private ByteBuffer content(Section section) throws ElfException {
        return section.type == TYPE_NO_BITS ? range(0, 0) : range(section.offset, section.size);
    }

    private ByteBuffer range(long offset, long size) throws ElfException {
        if (offset < 0 || size < 0 || offset > bytes.limit() || size > bytes.limit() - offset) {
            throw new ElfException("it is cut off: " + size + " bytes at " + offset + " are not in it");
        }
        return bytes.slice((int) offset, (int) size).order(bytes.order());
    }

    private static String string(ByteBuffer strings, long offset) throws ElfException {
        if (offset >= strings.limit()) {
            throw new ElfException("it is broken: there is no string at " + offset);
        }
        return string(strings.position((int) offset));
    }

    /** The text from the buffer's position up to a zero byte or the end; the position moves behind it. */
    static String string(ByteBuffer buffer) {
        int start = buffer.position();
        int end = start;
        while (end < buffer.limit() && buffer.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - start];
        buffer.get(text);
        buffer.position(Math.min(end + 1, buffer.limit()));
        return new String(text, StandardCharsets.UTF_8);
    }

    private record Section(long name, int type, long offset, long size, long link) {}
}
