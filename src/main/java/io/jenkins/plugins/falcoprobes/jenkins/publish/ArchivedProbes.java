package io.jenkins.plugins.falcoprobes.jenkins.publish;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeLedger;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.util.VirtualFile;

/** Probes that are artifacts of a run or of those before it, as far as they are kept. */
final class ArchivedProbes {
    /** How far back it is looked; older runs are seldom kept, and each costs a look. */
    private static final int MOST_RUNS = 50;

    /** What the runs before a run have, by that run. */
    private static final Map<Run<?, ?>, Earlier> EARLIER = new WeakHashMap<>();

    private final Run<?, ?> newest;

    /** What was found before a run, which all of its parts ask for at once. Goes when memory is short. */
    private static final class Earlier {
        private SoftReference<List<ProbeFile>> found = new SoftReference<>(null);

        synchronized List<ProbeFile> get(@CheckForNull Run<?, ?> last) throws IOException {
            List<ProbeFile> files = found.get();
            if (files == null) {
                files = find(last, MOST_RUNS - 1, "");
                found = new SoftReference<>(files);
            }
            return files;
        }
    }

    ArchivedProbes(Run<?, ?> newest) {
        this.newest = newest;
    }

    /** Those whose path begins like this; of several with one path that of the newest run. */
    List<ProbeFile> find(String prefix) throws IOException {
        return find(newest, MOST_RUNS, prefix);
    }

    /**
     * The same for a part of the newest run, which may have dozens that begin together: they read the earlier runs once
     * for all.
     */
    List<ProbeFile> findForPart(String prefix) throws IOException {
        Earlier earlier;
        synchronized (EARLIER) {
            earlier = EARLIER.computeIfAbsent(newest, run -> new Earlier());
        }
        Map<String, ProbeFile> found = new LinkedHashMap<>();
        for (ProbeFile file : kept(newest, prefix)) {
            found.put(file.path(), file);
        }
        for (ProbeFile file : earlier.get(newest.getPreviousBuild())) {
            if (file.path().startsWith(prefix)) {
                found.putIfAbsent(file.path(), file);
            }
        }
        return List.copyOf(found.values());
    }

    private static List<ProbeFile> find(@CheckForNull Run<?, ?> last, int most, String prefix) throws IOException {
        Map<String, ProbeFile> found = new LinkedHashMap<>();
        Run<?, ?> run = last;
        for (int i = 0; i < most && run != null; i++) {
            for (ProbeFile file : kept(run, prefix)) {
                found.putIfAbsent(file.path(), file);
            }
            run = run.getPreviousBuild();
        }
        return List.copyOf(found.values());
    }

    private static List<ProbeFile> kept(Run<?, ?> run, String prefix) throws IOException {
        FalcoProbesAction action = run.getAction(FalcoProbesAction.class);
        if (action == null) {
            return List.of();
        }
        VirtualFile artifacts = run.getArtifactManager().root();
        if (!artifacts.exists()) {
            return List.of();
        }
        Map<String, ProbeFile> published = new LinkedHashMap<>();
        for (ProbeCall call : action.calls()) {
            for (ProbeRecord probe :
                    ProbeLedger.readPublished(action.folder(call).toPath())) {
                probe.files().stream()
                        .filter(file -> file.path().startsWith(prefix))
                        .forEach(file -> published.put(file.path(), file));
            }
        }
        return stillThere(artifacts, published);
    }

    /** Files may have been deleted by hand; a few folders are listed rather than thousands of files looked for. */
    private static List<ProbeFile> stillThere(VirtualFile artifacts, Map<String, ProbeFile> files) throws IOException {
        Map<String, Set<String>> listings = new HashMap<>();
        Stream.Builder<ProbeFile> kept = Stream.builder();
        for (ProbeFile file : files.values()) {
            int slash = file.path().lastIndexOf('/');
            String folder = file.path().substring(0, Math.max(slash, 0));
            Set<String> names = listings.get(folder);
            if (names == null) {
                names = names(folder.isEmpty() ? artifacts : artifacts.child(folder));
                listings.put(folder, names);
            }
            if (names.contains(file.path().substring(slash + 1))) {
                kept.add(file);
            }
        }
        return kept.build().toList();
    }

    private static Set<String> names(VirtualFile folder) throws IOException {
        return Stream.of(folder.list()).map(VirtualFile::getName).collect(Collectors.toSet());
    }
}
