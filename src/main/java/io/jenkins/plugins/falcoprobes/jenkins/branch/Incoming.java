package io.jenkins.plugins.falcoprobes.jenkins.branch;

import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeKey;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.RecordJson;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what an agent sends: an agent is not trusted, so that every word of it has a form or a length. */
final class Incoming {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]{0,127}");
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]{0,199}(/[A-Za-z0-9][A-Za-z0-9._+~-]{0,199}){0,7}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_FILES = 8;
    private static final int LONGEST_TEXT = 1000;

    private Incoming() {}

    /** One record; an {@link IOException} if it is none. */
    static ProbeRecord record(String json, String branch, String agent) throws IOException {
        return checked(RecordJson.read(json), branch, agent);
    }

    /** Several records; an {@link IOException} if one of them is none. */
    static List<ProbeRecord> records(String json, String branch, String agent) throws IOException {
        List<ProbeRecord> records = RecordJson.readAll(json);
        for (int i = 0; i < records.size(); i++) {
            records.set(i, checked(records.get(i), branch, agent));
        }
        return records;
    }

    /** One line that cannot be taken for several, nor for anything of the console's. */
    static String line(String text) {
        // Most texts of most records, and plans have thousands of those.
        if (text.isEmpty()) {
            return text;
        }
        String line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }

    private static ProbeRecord checked(ProbeRecord record, String branch, String agent) throws IOException {
        ProbeKey key = record.key();
        require(WORD, key.distro());
        require(WORD, key.release());
        require(WORD, key.architecture());
        require(WORD, key.kind());
        if (!record.log().isEmpty()) {
            require(PATH, record.log());
        }
        if (record.files().size() > MOST_FILES) {
            throw new IOException("The agent names too many files for " + key);
        }
        for (ProbeFile file : record.files()) {
            require(PATH, file.path());
            require(SHA256, file.sha256());
        }
        return new ProbeRecord(
                key,
                line(record.packageVersion()),
                line(record.flavour()),
                record.state(),
                line(record.reason()),
                line(record.detail()),
                line(record.hint()),
                line(record.compiler()),
                record.seconds(),
                record.cpuSeconds(),
                record.log(),
                record.files(),
                branch,
                agent,
                false);
    }

    private static void require(Pattern form, String text) throws IOException {
        if (!form.matcher(text).matches()) {
            throw new IOException("The agent sent \"" + line(text) + "\", which is not accepted");
        }
    }
}
