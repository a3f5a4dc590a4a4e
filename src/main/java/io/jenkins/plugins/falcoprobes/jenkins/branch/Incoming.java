package io.jenkins.plugins.falcoprobes.jenkins.branch;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeKey;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import io.jenkins.plugins.falcoprobes.jenkins.run.RecordJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what an agent sends: an agent is not trusted, so that every word of it has a form or a length. */
final class Incoming {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]{0,127}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:_+~-]{0,127}");
    private static final Pattern FLAVOUR = Pattern.compile("[A-Za-z0-9._+~-]{0,127}");
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]{0,199}(/[A-Za-z0-9][A-Za-z0-9._+~-]{0,199}){0,7}");
    /** Nothing else is published for an agent: not the run's own checksums or reports, above all. */
    private static final Pattern PROBE = Pattern.compile(".*\\.k?o");

    private static final Set<String> KINDS =
            Arrays.stream(ProbeKind.values()).map(ProbeKind::id).collect(Collectors.toUnmodifiableSet());
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Set<ProbeState> PLAN = EnumSet.of(ProbeState.PLANNED, ProbeState.PRESENT, ProbeState.SKIPPED);
    private static final Set<ProbeState> END = EnumSet.of(ProbeState.BUILT, ProbeState.FAILED);

    /** What ends a line, or shows it otherwise than it is. */
    private static final Pattern ODD = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private static final int MOST_FILES = 8;
    private static final int LONGEST_TEXT = 1000;

    /** Ten times what all distributions have. */
    private static final int MOST_RECORDS = 200_000;

    private static final int LONGEST_RECORD = 64 << 10;
    private static final int LONGEST_PLAN = 128 << 20;
    private static final double LONGEST_TIME = 1e7;

    private Incoming() {}

    /** One record; an {@link IOException} if it is none. */
    static ProbeRecord record(String json, Branch branch, String agent) throws IOException {
        return checked(RecordJson.read(limited(json, LONGEST_RECORD)), branch, agent);
    }

    /** A record of a probe that has ended, well or not. */
    static ProbeRecord end(String json, Branch branch, String agent) throws IOException {
        return in(END, record(json, branch, agent));
    }

    /** What a branch is to build, and what not; an {@link IOException} if one of the records is none of such. */
    static List<ProbeRecord> plan(String json, Branch branch, String agent) throws IOException {
        List<ProbeRecord> records = RecordJson.readAll(limited(json, LONGEST_PLAN));
        if (records.size() > MOST_RECORDS) {
            throw new IOException("The agent plans " + records.size() + " probes, which is not accepted");
        }
        for (int i = 0; i < records.size(); i++) {
            records.set(i, in(PLAN, checked(records.get(i), branch, agent)));
        }
        return records;
    }

    private static String limited(String json, int length) throws IOException {
        if (json.length() > length) {
            throw new IOException("The agent sent a record of " + json.length() + " characters, which is not accepted");
        }
        return json;
    }

    private static ProbeRecord in(Set<ProbeState> states, ProbeRecord record) throws IOException {
        if (!states.contains(record.state())) {
            throw new IOException(
                    "The agent sent " + record.key() + " as " + record.state() + ", which is not accepted");
        }
        return record;
    }

    /** One line that cannot be taken for several, nor for anything of the console's. */
    static String line(String text) {
        // Most texts of most records, and plans have thousands of those.
        if (text.isEmpty()) {
            return text;
        }
        String line = ODD.matcher(text).replaceAll(" ").strip();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }

    private static ProbeRecord checked(ProbeRecord record, Branch branch, String agent) throws IOException {
        if (record == null || hasGaps(record)) {
            throw new IOException("The agent sent a record with something missing, which is not accepted");
        }
        ProbeKey key = record.key();
        require(WORD, key.distro());
        require(WORD, key.release());
        require(VERSION, key.packageVersion());
        require(FLAVOUR, key.flavour());
        require(WORD, key.architecture());
        if (!KINDS.contains(key.kind())
                || !(branch.distros().isEmpty() || branch.distros().contains(key.distro()))) {
            throw new IOException("The agent sent " + line(key.toString()) + ", which nobody asked for");
        }
        if (!record.log().isEmpty()) {
            require(PATH, record.log());
        }
        if (record.files().size() > MOST_FILES) {
            throw new IOException("The agent names too many files for " + key);
        }
        for (ProbeFile file : record.files()) {
            requireProbe(file.path());
            if (file.size() < 0) {
                throw new IOException("The agent sent a file of " + file.size() + " bytes, which is not accepted");
            }
            require(SHA256, file.sha256());
        }
        return new ProbeRecord(
                key,
                record.state(),
                line(record.reason()),
                line(record.detail()),
                line(record.hint()),
                line(record.compiler()),
                time(record.seconds()),
                time(record.cpuSeconds()),
                record.log(),
                record.files(),
                branch.name(),
                agent,
                false);
    }

    /** Fails unless it is the path of a probe, below the folder that it is meant in. */
    static void requireProbe(String path) throws IOException {
        require(PATH, path);
        require(PROBE, path);
    }

    private static boolean hasGaps(ProbeRecord record) {
        return Stream.of(
                                record.key(),
                                record.state(),
                                record.reason(),
                                record.detail(),
                                record.hint(),
                                record.compiler(),
                                record.log())
                        .anyMatch(Objects::isNull)
                || Stream.of(
                                record.key().distro(),
                                record.key().release(),
                                record.key().packageVersion(),
                                record.key().flavour(),
                                record.key().architecture(),
                                record.key().kind())
                        .anyMatch(Objects::isNull)
                || record.files().stream().anyMatch(file -> file.path() == null || file.sha256() == null);
    }

    private static double time(double seconds) {
        return seconds >= 0 && seconds <= LONGEST_TIME ? seconds : 0;
    }

    private static void require(Pattern form, String text) throws IOException {
        if (!form.matcher(text).matches()) {
            throw new IOException("The agent sent \"" + line(text) + "\", which is not accepted");
        }
    }
}
