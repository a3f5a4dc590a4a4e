package io.jenkins.plugins.falcoprobes.build.request;

/** What the parts of a request are called where they are written, for messages about them. */
public record ArgumentNames(
        String version,
        String distros,
        String kernels,
        String latest,
        String kinds,
        String architectures,
        String driverSource,
        String naming,
        String jobs,
        String timeout,
        String retries,
        String knownBad) {
    /** The command line's options. */
    public static final ArgumentNames OPTIONS = new ArgumentNames(
            "VERSION",
            "--distro",
            "--kernel",
            "--latest",
            "--kind",
            "--arch",
            "--driver-source",
            "--naming",
            "--jobs",
            "--timeout",
            "--retries",
            "--known-bad");

    /** These names, but for the list of known-bad builds, which is in this file. */
    public ArgumentNames withKnownBad(String file) {
        return new ArgumentNames(
                version,
                distros,
                kernels,
                latest,
                kinds,
                architectures,
                driverSource,
                naming,
                jobs,
                timeout,
                retries,
                knownBad + " " + file);
    }

    /** The parameters of the Pipeline step. */
    public static final ArgumentNames PARAMETERS = new ArgumentNames(
            "version",
            "distros",
            "kernels",
            "latest",
            "kinds",
            "architectures",
            "driverSource",
            "naming",
            "jobs",
            "timeout",
            "retries",
            "knownBad");
}
