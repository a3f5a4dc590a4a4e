package io.jenkins.plugins.falcoprobes.retention;

import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange.Removal;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes what a plan condemns.
 *
 * <p>First the index stops to promise the probes and notes that they are being deleted, then they are deleted, then the
 * note goes. Killed in between, nothing that the index promises is missing, and the next prune finds by the note what is
 * left to delete. What was built anew meanwhile has an entry that the note does not touch.
 */
public final class Pruning {
    private final PrunePlace place;

    /** Deletes at this place. */
    public Pruning(PrunePlace place) {
        this.place = place;
    }

    /** What is there now. */
    public Inventory look() throws IOException, InterruptedException {
        // The index first: a probe that is published in between is listed then, and no entry is taken for gone.
        var manifest = place.manifest().read();
        return Inventory.of(place.list(), manifest);
    }

    /**
     * Deletes.
     *
     * @param now when the plan was made
     */
    public void carryOut(PrunePlan plan, Instant now) throws IOException, InterruptedException {
        Inventory inventory = plan.inventory();
        List<ManifestEntry> entries = Stream.concat(
                        plan.condemned().stream().flatMap(one -> one.probe().entry().stream()),
                        inventory.gone().stream())
                .toList();
        List<Removal> removals = entries.stream()
                .map(entry -> new Removal(entry.file(), entry.sha256(), now))
                .toList();
        var manifest = place.manifest().update(ManifestChange.removing(removals));
        List<String> paths = new ArrayList<>();
        plan.condemned().forEach(one -> one.probe().files().forEach(file -> paths.add(file.path())));
        inventory.halfDeleted().forEach(file -> paths.add(file.path()));
        // Built anew since it was looked at: that one stays.
        paths.removeAll(manifest.checksums().keySet());
        place.delete(paths);
        place.manifest().update(ManifestChange.deleted(manifest.deleting()));
    }
}
