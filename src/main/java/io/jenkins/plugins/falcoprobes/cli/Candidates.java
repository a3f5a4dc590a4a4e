package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.distro.DistroSetting;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The words that the shell's completion and the help offer for an option. */
final class Candidates {
    static final List<String> ACLS = List.of(
            "private",
            "public-read",
            "authenticated-read",
            "aws-exec-read",
            "bucket-owner-read",
            "bucket-owner-full-control");
    static final List<String> ENCRYPTIONS = List.of("AES256", "aws:kms", "aws:kms:dsse");
    /** Those from which an object can be had at once: a loader does not wait for hours. */
    static final List<String> STORAGE_CLASSES =
            List.of("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "REDUCED_REDUNDANCY");

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

    static final class DistroSettings extends Words {
        DistroSettings(List<DistroSetting> settings) {
            super(settings.stream().map(setting -> setting.name() + "=").toList());
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

    static final class Acls extends Words {
        Acls() {
            super(ACLS);
        }
    }

    static final class Encryptions extends Words {
        Encryptions() {
            super(ENCRYPTIONS);
        }
    }

    static final class StorageClasses extends Words {
        StorageClasses() {
            super(STORAGE_CLASSES);
        }
    }
}
