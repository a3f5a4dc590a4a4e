package io.jenkins.plugins.falcoprobes.report;

import io.jenkins.plugins.falcoprobes.store.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Where a report lies in an output folder. */
public final class ReportFiles {
    /** The report for programs. */
    public static final String JSON = "report.json";

    /** The report for people. */
    public static final String HTML = "report.html";

    private final Path folder;

    /** The report of this output folder, which is made if it is not there. */
    public ReportFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes both forms; each is seen only whole. */
    public void write(BuildReport report) throws IOException {
        AtomicFiles.write(folder.resolve(JSON), out -> JsonReport.write(report, out));
        AtomicFiles.write(folder.resolve(HTML), out -> HtmlReport.write(report, out));
    }
}
