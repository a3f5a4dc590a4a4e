package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.Util;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * Whose a container is.
 *
 * @param controller this Jenkins, as other Jenkinses never call themselves
 * @param run the run's id in it
 * @param part the part of the run, which runs once at a time
 */
record ContainerLabels(String controller, String run, String part) {
    private static final String PREFIX = "io.jenkins.plugins.falcoprobes.";
    private static final String CONTROLLER = PREFIX + "controller";

    /** Reads {@link #run} and {@link #part} of a container, by the engine's {@code inspect}. */
    static final String FIELDS =
            "index .Config.Labels \"" + PREFIX + "run\"}}\n{{index .Config.Labels \"" + PREFIX + "part\"";

    /** The labels of a part of a run. */
    static ContainerLabels of(Run<?, ?> run, String part) {
        return new ContainerLabels(thisController(), run.getExternalizableId(), part);
    }

    /** The labels of one of this controller's containers, by what {@link #FIELDS} had. */
    ContainerLabels other(String fields) {
        String[] lines = fields.split("\n", -1);
        return new ContainerLabels(controller, lines[0].strip(), lines.length > 1 ? lines[1].strip() : "");
    }

    private static String thisController() {
        // The id itself is for nobody else, though it gives nothing away.
        return Util.getDigestOf("falco-probes " + Jenkins.get().getLegacyInstanceId());
    }

    /** The engine's options. */
    List<String> options() {
        return List.of(
                "--label=" + CONTROLLER + "=" + controller,
                "--label=" + PREFIX + "run=" + run,
                "--label=" + PREFIX + "part=" + part);
    }

    /** The engine's filter for all containers of this controller. */
    String filter() {
        return "label=" + CONTROLLER + "=" + controller;
    }

    /**
     * Whether another container of this controller is one that nobody uses any more: its run is over, or it is of an
     * earlier try of this very part.
     */
    boolean isLeftover(ContainerLabels other) {
        return equals(other) || !isBuilding(other.run());
    }

    /** Runs that the current user may not see build, too. */
    @SuppressWarnings("try") // the context's end is all that is wanted of it
    private static boolean isBuilding(String run) {
        try (ACLContext all = ACL.as2(ACL.SYSTEM2)) {
            Run<?, ?> known = Run.fromExternalizableId(run);
            return known != null && known.isBuilding();
        } catch (IllegalArgumentException noId) {
            return false;
        }
    }
}
