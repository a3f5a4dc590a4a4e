package io.jenkins.plugins.falcoprobes.build;

/**
 * What that which a hint tells to change is called where it is written.
 *
 * @param mirrors where distributions' packages come from
 * @param settings what distributions are told beside that
 * @param timeout how long a probe may take
 * @param jobs how many are built at once
 * @param force what replaces what is there
 * @param naming under which names probes are stored
 */
public record HintNames(String mirrors, String settings, String timeout, String jobs, String force, String naming) {
    /** The command line's options. */
    public static final HintNames OPTIONS =
            new HintNames("--mirror", "--distro-setting", "--timeout", "--jobs", "--force", "--naming");

    /** The parameters of the Pipeline step, and Jenkins' configuration. */
    public static final HintNames PARAMETERS = new HintNames(
            "the mirrors in Jenkins' configuration",
            "the distribution settings in Jenkins' configuration",
            "timeout",
            "jobs",
            "force: true",
            "naming");
}
