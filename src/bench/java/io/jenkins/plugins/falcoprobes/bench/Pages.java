package io.jenkins.plugins.falcoprobes.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Arrays;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** How long a run's page takes, from request to last byte. */
final class Pages {
    private static final int TIMES = 20;

    private final JenkinsRule jenkins;
    private final String address;

    Pages(JenkinsRule jenkins, WorkflowRun run) {
        this.jenkins = jenkins;
        this.address = run.getUrl() + "falco-probes/";
    }

    /** The page itself. */
    Duration page() throws IOException {
        return median("");
    }

    /** What its script asks for first. */
    Duration firstRows() throws IOException {
        return median("call/1/rows?since=&offset=0&limit=300");
    }

    /** Everything, page by page; the largest page there is. */
    Duration allRows() throws IOException {
        return median("call/1/rows?since=&offset=0&limit=2000");
    }

    private Duration median(String path) throws IOException {
        URL url = URI.create(jenkins.getURL() + address + path).toURL();
        long[] nanos = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long begun = System.nanoTime();
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            try (InputStream in = connection.getInputStream()) {
                in.readAllBytes();
            }
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return Duration.ofNanos((nanos[TIMES / 2 - 1] + nanos[TIMES / 2]) / 2);
    }
}
