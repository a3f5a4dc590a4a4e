package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a table of an SQLite database, row by row in the order of its keys, as
 * <a href="https://sqlite.org/fileformat2.html">the file format's description</a> has it.
 *
 * <p>Why not SQLite itself: {@code sqlite-jdbc} brings 14 MB of native libraries for every system, which run in the agent's
 * JVM and parse what a mirror sent; SQLite compiled to WebAssembly and from there to Java has no native code, but is as
 * large and takes longer to start than a whole index takes to read. What is wanted here is one table from its first row to
 * its last: no query, no index, no journal, no writing. That is a walk through a tree of pages.
 *
 * <p>The file may be hostile. Each page is looked at once, so that it takes no longer than the file is long; a row has no
 * more bytes and columns than those of real metadata by far; one page of each level of the tree is in memory.
 */
final class SqliteTable {
    private static final String MAGIC = "SQLite format 3\0";
    private static final int HEADER = 100;
    private static final int LEAF = 0x0d;
    private static final int INTERIOR = 0x05;
    private static final int DEEPEST = 20;
    private static final int WIDEST = 200;

    /** The longest row. The longest of real metadata, with its description, has some 20 kB. */
    private static final int LONGEST = 1 << 20;

    private final SeekableByteChannel file;
    private final BitSet seen = new BitSet();
    private final int pageSize;
    private final int usable;
    private final long pages;

    /** Takes what it wants of a row. */
    @FunctionalInterface
    interface RowReader {
        /** Reads a row, which is good until this returns. */
        void read(Row row) throws IOException;
    }

    private SqliteTable(SeekableByteChannel file) throws IOException {
        this.file = file;
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        readFully(header, 0);
        byte[] magic = new byte[MAGIC.length()];
        header.get(magic);
        int size = Short.toUnsignedInt(header.getShort(16));
        pageSize = size == 1 ? 1 << 16 : size;
        usable = pageSize - Byte.toUnsignedInt(header.get(20));
        require(new String(magic, US_ASCII).equals(MAGIC), "no database");
        require(Integer.bitCount(pageSize) == 1 && pageSize >= 512 && usable >= 480, "pages of " + pageSize);
        // UTF-8, and an empty database has none yet.
        require(header.getInt(56) <= 1, "texts that are not UTF-8");
        pages = file.size() / pageSize;
    }

    /**
     * Reads the rows of a table.
     *
     * @param columns the columns that rows are asked for, in this order
     * @throws IOException if it is no database as it must be, or has no such table or column
     */
    static void read(SeekableByteChannel file, String table, List<String> columns, RowReader reader)
            throws IOException {
        List<Long> roots = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        SqliteTable schema = new SqliteTable(file);
        // Of sqlite_schema: type, name, tbl_name, rootpage, sql.
        schema.walk(1, 0, new int[] {0, 1, 3, 4}, row -> {
            if (row.text(0).equals("table") && row.text(1).equalsIgnoreCase(table)) {
                roots.add(row.number(2));
                places.putAll(places(row.text(3)));
            }
        });
        require(roots.size() == 1, "no table " + table);
        int[] wanted = new int[columns.size()];
        for (int i = 0; i < wanted.length; i++) {
            require(places.containsKey(columns.get(i)), "no column " + columns.get(i));
            wanted[i] = places.get(columns.get(i));
        }
        new SqliteTable(file).walk(roots.get(0), 0, wanted, reader);
    }

    /** Where the columns are by name, out of {@code CREATE TABLE x (name TYPE, ...)}. */
    private static Map<String, Integer> places(String sql) throws IOException {
        int from = sql.indexOf('(');
        int to = sql.lastIndexOf(')');
        require(from >= 0 && to > from, "a table without columns");
        String[] columns = sql.substring(from + 1, to).split(",", -1);
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < columns.length; i++) {
            places.put(columns[i].strip().split("\\s", 2)[0].replaceAll("[\"`\\[\\]]", ""), i);
        }
        return places;
    }

    private void walk(long number, int depth, int[] wanted, RowReader reader) throws IOException {
        require(depth <= DEEPEST, "a tree that is too deep");
        ByteBuffer page = page(number);
        int start = number == 1 ? HEADER : 0;
        int kind = page.get(start);
        require(kind == LEAF || kind == INTERIOR, "a page of another kind");
        int cells = Short.toUnsignedInt(page.getShort(start + 3));
        int pointers = start + (kind == LEAF ? 8 : 12);
        require(pointers + 2 * cells <= usable, "a page with too many cells");
        int left = usable - pointers;
        for (int i = 0; i < cells; i++) {
            page.clear().limit(usable).position(Short.toUnsignedInt(page.getShort(pointers + 2 * i)));
            if (kind == INTERIOR) {
                walk(Integer.toUnsignedLong(page.getInt()), depth + 1, wanted, reader);
            } else {
                // Cells do not overlap: a page has no more than fits on it.
                left -= row(page, wanted, reader);
                require(left >= 0, "rows that overlap");
            }
        }
        if (kind == INTERIOR) {
            walk(Integer.toUnsignedLong(page.getInt(start + 8)), depth + 1, wanted, reader);
        }
    }

    /** Reads the row at the page's position; returns how many bytes of the page it takes. */
    private int row(ByteBuffer page, int[] wanted, RowReader reader) throws IOException {
        int start = page.position();
        long length = varint(page);
        varint(page); // the row's key
        require(length >= 0 && length <= LONGEST, "a row of " + length + " bytes");
        int local = local((int) length);
        long overflow = 0;
        ByteBuffer content = page.slice();
        content.limit(local);
        page.position(page.position() + local);
        if (local < length) {
            overflow = Integer.toUnsignedLong(page.getInt());
        }
        reader.read(new Row(content, (int) length, overflow, wanted));
        return page.position() - start;
    }

    /** How many of a row's bytes are on the page of a leaf, by the rule of the format's section 1.6. */
    private int local(int length) {
        int most = usable - 35;
        if (length <= most) {
            return length;
        }
        int least = (usable - 12) * 32 / 255 - 23;
        int spilt = least + (length - least) % (usable - 4);
        return spilt <= most ? spilt : least;
    }

    private ByteBuffer page(long number) throws IOException {
        require(number >= 1 && number <= pages, "page " + number + " of " + pages);
        require(!seen.get((int) number), "page " + number + " twice");
        seen.set((int) number);
        ByteBuffer page = ByteBuffer.allocate(pageSize);
        readFully(page, (number - 1) * pageSize);
        return page;
    }

    private void readFully(ByteBuffer target, long position) throws IOException {
        file.position(position);
        while (target.hasRemaining()) {
            if (file.read(target) < 0) {
                throw new EOFException("it ends too early");
            }
        }
        target.flip();
    }

    /** An integer of one to nine bytes, the high bits first; the ninth byte counts whole. */
    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            byte next = in.get();
            value = (value << 7) | (next & 0x7f);
            if (next >= 0) {
                return value;
            }
        }
        return (value << 8) | Byte.toUnsignedLong(in.get());
    }

    private static void require(boolean right, String wrong) throws IOException {
        if (!right) {
            throw new IOException("it is no SQLite database as it must be: it has " + wrong);
        }
    }

    /** A row of the table. What lies on pages of its own is read only if it is asked for. */
    final class Row {
        private final int length;
        private final int[] wanted;
        private final long[] types = new long[WIDEST];
        private final int[] offsets = new int[WIDEST + 1];
        private final int count;
        private ByteBuffer content;
        private long overflow;

        private Row(ByteBuffer content, int length, long overflow, int[] wanted) throws IOException {
            this.content = content;
            this.length = length;
            this.overflow = overflow;
            this.wanted = wanted;
            int header = Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(0, varint(content))));
            require(header <= content.limit(), "a row with a long head");
            offsets[0] = header;
            int columns = 0;
            while (content.position() < header) {
                require(columns < WIDEST, "a row of too many columns");
                types[columns] = varint(content);
                long end = offsets[columns] + size(types[columns]);
                require(end >= offsets[columns] && end <= length, "a value longer than its row");
                offsets[++columns] = (int) end;
            }
            count = columns;
        }

        private long size(long type) throws IOException {
            require(type >= 0, "a value of no type");
            return switch ((int) Math.min(type, 12)) {
                case 0, 8, 9 -> 0;
                case 1, 2, 3, 4 -> type;
                case 5 -> 6;
                case 6, 7 -> 8;
                case 12 -> (type - 12) / 2;
                default -> throw new IOException("it has a value of type " + type);
            };
        }

        /** The text of a wanted column; empty if it is none. */
        String text(int column) throws IOException {
            int place = wanted[column];
            if (place >= count || types[place] < 13 || types[place] % 2 == 0) {
                return "";
            }
            byte[] text = new byte[offsets[place + 1] - offsets[place]];
            load(offsets[place + 1]);
            content.position(offsets[place]);
            content.get(text);
            return new String(text, UTF_8);
        }

        /** The whole number of a wanted column; -1 if it is none. */
        long number(int column) throws IOException {
            int place = wanted[column];
            if (place >= count || types[place] < 1 || types[place] > 9 || types[place] == 7) {
                return -1;
            }
            if (types[place] >= 8) {
                return types[place] - 8;
            }
            load(offsets[place + 1]);
            long value = content.get(offsets[place]);
            for (int i = offsets[place] + 1; i < offsets[place + 1]; i++) {
                value = (value << 8) | Byte.toUnsignedLong(content.get(i));
            }
            return value;
        }

        /** Follows the chain of pages until there are so many bytes of the row. */
        private void load(int bytes) throws IOException {
            if (bytes <= content.limit()) {
                return;
            }
            ByteBuffer whole = ByteBuffer.allocate(length);
            whole.put(content.rewind());
            while (whole.position() < bytes) {
                ByteBuffer page = page(overflow);
                overflow = Integer.toUnsignedLong(page.getInt());
                page.limit(Math.min(usable, page.position() + whole.remaining()));
                whole.put(page);
            }
            content = whole.flip();
        }
    }
}
