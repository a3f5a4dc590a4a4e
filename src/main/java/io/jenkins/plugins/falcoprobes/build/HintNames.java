package io.jenkins.plugins.falcoprobes.build;

/**
 * What that which a hint tells to change is called where it is written.
 *
 * @param mirrors where distributions' packages come from
 * @param timeout how long a probe may take
 * @param jobs how many are built at once
 * @param force what replaces what is there
 */
public record HintNames(String mirrors, String timeout, String jobs, String force) {
    /** The command line's options. */
    public static final HintNames OPTIONS = new HintNames("--mirror", "--timeout", "--jobs", "--force");

    /** The parameters of the Pipeline step, and Jenkins' configuration. */
    public static final HintNames PARAMETERS =
            new HintNames("the mirrors in Jenkins' configuration", "timeout", "jobs", "force: true");
}
