package io.jenkins.plugins.falcoprobes.bench;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** The live heap of this JVM. */
final class Heap {
    private static final int ROUNDS = 4;
    private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);

    private Heap() {}

    /**
     * The bytes of all live objects, which is what the heap's own figure of its use would be without the gaps in it.
     * Caches that memory would clear when it is short are cleared by then.
     */
    static long live() throws InterruptedException, JMException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            // Softly reachable things go when they have not been used for some milliseconds per free megabyte.
            Thread.sleep(1500);
            least = Math.min(least, histogram());
        }
        return least;
    }

    private static long histogram() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {null},
                        new String[] {String[].class.getName()});
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException("The JVM's histogram has no total");
        }
        return Long.parseLong(total.group(1));
    }
}
