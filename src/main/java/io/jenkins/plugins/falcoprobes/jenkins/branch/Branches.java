package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesConfiguration;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Splits a call into branches: one per distribution, and shards of those that would keep one agent busy when the others
 * have nothing left to do. Shards share their distribution's plan and take kernel by kernel from it, so that how many
 * there are matters, and what is in each does not.
 */
public final class Branches {
    private Branches() {}

    /** The branches of a request in a run, by what earlier runs of its job recorded. */
    public static List<Branch> of(ProbeRequest request, Run<?, ?> run) {
        return of(
                request.getDistros().isEmpty()
                        ? Distros.standard(FalcoProbesConfiguration.get().given())
                        : request.getDistros(),
                ProbeHistory.of(run.getParent()).expectedSeconds(request.getVersion()),
                request.getShards() == null ? OptionalInt.empty() : OptionalInt.of(request.getShards()),
                Agents.executors(Agents.label(request)));
    }

    /**
     * The branches.
     *
     * @param distros the distributions
     * @param seconds the work that is expected for each, by earlier runs; a distribution that is missing is not known
     * @param shards how many a distribution may have at most; what is not known has as many, or one if this is empty
     * @param agents how many agents there are for the whole
     */
    static List<Branch> of(List<String> distros, Map<String, Double> seconds, OptionalInt shards, int agents) {
        double total = distros.stream()
                .mapToDouble(distro -> seconds.getOrDefault(distro, 0.0))
                .sum();
        double share = total / Math.max(1, agents);
        List<Branch> branches = new ArrayList<>();
        for (String distro : distros) {
            int most = shards.orElse(Math.max(1, agents));
            int count = !seconds.containsKey(distro)
                    ? shards.orElse(1)
                    : (int) Math.max(1, Math.min(most, Math.ceil(seconds.get(distro) / Math.max(1.0, share))));
            for (int i = 1; i <= count; i++) {
                branches.add(Branch.named(count == 1 ? distro : distro + " " + i + "/" + count));
            }
        }
        return branches;
    }
}
