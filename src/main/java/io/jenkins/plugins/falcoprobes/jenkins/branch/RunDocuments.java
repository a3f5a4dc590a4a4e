package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static java.nio.charset.StandardCharsets.UTF_8;

import hudson.FilePath;
import io.jenkins.plugins.falcoprobes.jenkins.publish.Publication;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.report.ReportFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.stream.Stream;

/**
 * What is published about a run besides its probes: their checksums, the report as JSON, and a page for each branch.
 * Every branch that ends publishes the state of the whole run anew, or lets another one do so that ends at the same time.
 */
final class RunDocuments {
    private static final String SUMS = "SHA256SUMS";
    private static final long LARGEST_REPORT = 256L << 20;

    private static final Map<FalcoProbesAction, Map<Integer, SharedWork>> PUBLISHING = new WeakHashMap<>();

    private final FalcoProbesAction action;
    private final ProbeCall call;

    RunDocuments(FalcoProbesAction action, ProbeCall call) {
        this.action = action;
        this.call = call;
    }

    /** Takes over the reports that a branch left on its agent; the tries of a branch replace each other only in part. */
    void collect(FilePath output, Branch branch, int attempt) throws IOException, InterruptedException {
        String slug = branch.name().isEmpty() ? "" : "-" + branch.slug();
        Files.createDirectories(reports());
        copy(output.child(ReportFiles.JSON), reports().resolve("report" + slug + "." + attempt + ".json"));
        copy(output.child(ReportFiles.HTML), reports().resolve("report" + slug + ".html"));
    }

    /** Publishes the documents. */
    void publish(Publication publication) throws IOException, InterruptedException {
        publishing().run(() -> {
            Path folder = Files.createTempDirectory("falco-probes");
            try {
                writeSums(folder.resolve(SUMS));
                writeReports(folder);
                publication.publishDocuments(folder.toFile());
            } finally {
                new FilePath(folder.toFile()).deleteRecursive();
            }
        });
    }

    /** The calls of a run share the list of checksums, so that one of them publishes at a time. */
    private SharedWork publishing() {
        synchronized (PUBLISHING) {
            Map<Integer, SharedWork> ofRun = PUBLISHING.computeIfAbsent(action, run -> new HashMap<>());
            return ofRun.computeIfAbsent(call.number(), number -> new SharedWork(ofRun));
        }
    }

    private Path reports() {
        return action.folder(call).toPath().resolve("reports");
    }

    private void writeSums(Path file) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (ProbeCall each : action.calls()) {
            action.ledger(each).records().stream()
                    .filter(ProbeRecord::published)
                    .map(ProbeRecord::files)
                    .flatMap(List::stream)
                    .forEach((ProbeFile stored) -> sums.put(stored.path(), stored.sha256()));
        }
        StringBuilder text = new StringBuilder();
        sums.forEach((path, sum) -> text.append(sum).append("  ").append(path).append('\n'));
        Files.writeString(file, text, UTF_8);
    }

    private void writeReports(Path folder) throws IOException {
        String number = call.number() == 1 ? "" : "-" + call.number();
        List<Path> parts = new ArrayList<>();
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(reports())) {
            for (Path file :
                    files.sorted(Comparator.comparing(RunDocuments::modified)).toList()) {
                if (file.toString().endsWith(".json")) {
                    parts.add(file);
                } else if (file.toString().endsWith(".html")) {
                    pages.add(file);
                }
            }
        }
        if (!parts.isEmpty()) {
            try (OutputStream out = Files.newOutputStream(folder.resolve("report" + number + ".json"))) {
                ReportMerge.write(parts, out);
            }
        }
        for (Path page : pages) {
            Files.copy(
                    page,
                    folder.resolve(page.getFileName().toString().replaceFirst("^report", "report" + number)),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }

    private static void copy(FilePath from, Path to) throws IOException, InterruptedException {
        // Another branch may be reading the folder: a report is seen there only whole.
        Path part = Files.createTempFile(to.getParent().getParent(), "report", ".part");
        try (InputStream in = from.read()) {
            try (OutputStream out = Files.newOutputStream(part)) {
                copy(from.getRemote(), in, out);
            }
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Counts what comes: what an agent says of a length need not be true. */
    private static void copy(String name, InputStream in, OutputStream out) throws IOException {
        long left = LARGEST_REPORT;
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            left -= count;
            if (left < 0) {
                throw new IOException(name + " is too large for a report");
            }
            out.write(buffer, 0, count);
        }
    }
}
