package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.agents.ControllerToAgentFileCallable;

/** Brings the compilers' logs from an agent to the run's folder, the end of each. */
final class LogKeeper {
    private static final Logger LOGGER = Logger.getLogger(LogKeeper.class.getName());
    private static final int LONGEST = 256 << 10;

    private final FilePath output;
    private final Path folder;

    /** Logs of an agent's output folder, to be kept below a folder of the controller. */
    LogKeeper(FilePath output, Path folder) {
        this.output = output;
        this.folder = folder.normalize();
    }

    /** Fetches the logs of some probes; what cannot be had is not there, which stops nothing. */
    void fetch(List<ProbeRecord> probes) throws InterruptedException {
        List<String> paths = probes.stream()
                .map(ProbeRecord::log)
                .filter(log -> !log.isEmpty())
                .toList();
        if (paths.isEmpty()) {
            return;
        }
        try {
            for (Map.Entry<String, byte[]> log :
                    output.act(new Ends(new ArrayList<>(paths))).entrySet()) {
                Path file = folder.resolve(log.getKey()).normalize();
                if (paths.contains(log.getKey()) && file.startsWith(folder)) {
                    Files.createDirectories(file.getParent());
                    // An agent may send more than it was asked for.
                    byte[] end = log.getValue();
                    Files.write(file, end.length <= LONGEST ? end : Arrays.copyOf(end, LONGEST));
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot fetch logs of " + output.getRemote(), e);
        }
    }

    /** Reads the ends of files. */
    private record Ends(List<String> paths) implements ControllerToAgentFileCallable<Map<String, byte[]>> {
        @Override
        public Map<String, byte[]> invoke(File folder, VirtualChannel channel) throws IOException {
            Map<String, byte[]> ends = new HashMap<>();
            for (String path : paths) {
                Path file = folder.toPath().resolve(path);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    ends.put(path, end(file));
                }
            }
            return ends;
        }

        private static byte[] end(Path file) throws IOException {
            try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                long length = in.length();
                byte[] end = new byte[(int) Math.min(length, LONGEST)];
                in.seek(length - end.length);
                in.readFully(end);
                return end;
            }
        }
    }
}
