package io.jenkins.plugins.falcoprobes.build;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log that may be large. */
final class LogTail {
    private static final int BYTES = 8192;
    private static final int LINES = 20;

    private LogTail() {}

    /** At most the last 20 lines within the last 8 KiB; none when there is no log. */
    static List<String> of(Path log) throws IOException {
        if (!Files.isRegularFile(log)) {
            return List.of();
        }
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            long start = Math.max(0, channel.size() - BYTES);
            channel.position(start);
            ByteBuffer buffer = ByteBuffer.allocate(BYTES);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            List<String> lines = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(start > 0 ? 1 : 0)
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        }
    }
}
