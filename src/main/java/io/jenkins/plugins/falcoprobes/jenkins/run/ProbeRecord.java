package io.jenkins.plugins.falcoprobes.jenkins.run;

import java.util.List;

/**
 * What a run knows of one probe.
 *
 * @param key which probe
 * @param state where it stands
 * @param reason why it was skipped or failed, as a word of the engine; else empty
 * @param detail why, or in which stage it is, for people; else empty
 * @param hint what to do about a failure; else empty
 * @param compiler the compiler's own words, where it was compiled
 * @param seconds wall time of compile, checks and storing
 * @param cpuSeconds CPU time of the compilers
 * @param log the compiler's log, relative to the run's {@code falco-probes} folder; may be empty
 * @param files what was stored for it; empty unless it is built or present
 * @param branch the part of the run that had it, for example {@code debian 1/2}; may be empty
 * @param agent the agent that it was built on; may be empty
 * @param published whether its files are where this run publishes to
 */
public record ProbeRecord(
        ProbeKey key,
        ProbeState state,
        String reason,
        String detail,
        String hint,
        String compiler,
        double seconds,
        double cpuSeconds,
        String log,
        List<ProbeFile> files,
        String branch,
        String agent,
        boolean published) {
    public ProbeRecord {
        files = List.copyOf(files);
    }

    /** A probe of which no more is known than that it will be built. */
    public static ProbeRecord planned(ProbeKey key) {
        return new ProbeRecord(key, ProbeState.PLANNED, "", "", "", "", 0, 0, "", List.of(), "", "", false);
    }

    /** The same record in little memory: of 10,000 records most words are the same ones. */
    ProbeRecord interned(ProbeKey sameKey) {
        return new ProbeRecord(
                sameKey,
                state,
                reason.intern(),
                detail.intern(),
                hint.intern(),
                compiler.intern(),
                seconds,
                cpuSeconds,
                log,
                files,
                branch.intern(),
                agent.intern(),
                published);
    }

    /** The same probe in another state. */
    public ProbeRecord in(ProbeState next, String nextDetail) {
        return with(next, nextDetail, branch, agent, published);
    }

    /** The same probe, which was built and could not be published. */
    public ProbeRecord failed(String why, String inWords, String whatToDo) {
        return new ProbeRecord(
                key,
                ProbeState.FAILED,
                why,
                inWords,
                whatToDo,
                compiler,
                seconds,
                cpuSeconds,
                log,
                List.of(),
                branch,
                agent,
                false);
    }

    /** The same probe, as a part of a run on an agent has it. */
    public ProbeRecord by(String newBranch, String newAgent) {
        return with(state, detail, newBranch, newAgent, published);
    }

    /** The same probe, published. */
    public ProbeRecord whenPublished() {
        return with(state, detail, branch, agent, true);
    }

    private ProbeRecord with(
            ProbeState newState, String newDetail, String newBranch, String newAgent, boolean nowPublished) {
        return new ProbeRecord(
                key,
                newState,
                reason,
                newDetail,
                hint,
                compiler,
                seconds,
                cpuSeconds,
                log,
                files,
                newBranch,
                newAgent,
                nowPublished);
    }
}
