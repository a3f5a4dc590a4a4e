package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The words that the shell's completion and the help offer for an option. */
final class Candidates {
    private Candidates() {}

    /** A list of words with a type of its own, by which an option names it. */
    private abstract static class Words extends ArrayList<String> {
        Words(List<String> words) {
            super(words);
        }
    }

    static final class Distros extends Words {
        Distros(List<String> ids) {
            super(ids);
        }
    }

    static final class Kinds extends Words {
        Kinds() {
            super(Stream.of(ProbeKind.values()).map(ProbeKind::id).toList());
        }
    }

    static final class Architectures extends Words {
        Architectures() {
            super(Stream.of(Architecture.values()).map(Architecture::machine).toList());
        }
    }

    static final class DriverSources extends Words {
        DriverSources() {
            super(List.of("image", "debian", "dir:", "tar:"));
        }
    }

    static final class Namings extends Words {
        Namings() {
            super(List.of("hash", "target", "both"));
        }
    }

    static final class Runtimes extends Words {
        Runtimes() {
            super(List.of("docker", "podman"));
        }
    }

    static final class Formats extends Words {
        Formats() {
            super(List.of("text", "json"));
        }
    }
}
