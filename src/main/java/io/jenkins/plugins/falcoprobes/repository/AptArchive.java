package io.jenkins.plugins.falcoprobes.repository;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * A distribution's apt archives, read through mirrors that need not be trusted: every package that is given out comes from
 * an index that a signature by the distribution's keys covers. A suite is read once by an object, so that all of a run sees
 * one state of the archive.
 */
public final class AptArchive {
    private static final Comparator<DebianPackage> NEWEST_FIRST =
            Comparator.comparing(DebianPackage::version, DebianVersion.ORDER).reversed();

    private final String title;
    private final Downloads downloads;
    private final List<AptSuite> suites;
    private final PackageSelection kernels;
    private final ReleaseVerifiers verifiers;
    private final Map<AptSuite, SuiteReader.Served> served = new ConcurrentHashMap<>();
    private final Map<Index, List<DebianPackage>> indexes = new ConcurrentHashMap<>();
    private final Semaphore unpacking = new Semaphore(Runtime.getRuntime().availableProcessors());

    AptArchive(
            String title,
            Downloads downloads,
            List<AptSuite> suites,
            PackageSelection kernels,
            ReleaseVerifiers verifiers) {
        this.title = title;
        this.downloads = downloads;
        this.suites = List.copyOf(suites);
        this.kernels = kernels;
        this.verifiers = verifiers;
    }

    /** Debian's archives with their usual suites and keys. */
    public static AptArchive debian(Downloads downloads, DebianMirrors mirrors) throws IOException {
        return debian(downloads, mirrors, AptTable.of("debian"));
    }

    /** Debian's archives as somebody else has signed them. */
    public static AptArchive debian(Downloads downloads, DebianMirrors mirrors, byte[] keys) throws IOException {
        return debian(downloads, mirrors, AptTable.of("debian").signedBy(keys));
    }

    private static AptArchive debian(Downloads downloads, DebianMirrors mirrors, AptTable table) {
        Map<String, AptPlace> places = mirrors.places();
        return new AptArchive(
                "Debian",
                downloads,
                table.suites(places, false),
                PackageSelection.USUAL,
                new ReleaseVerifiers(downloads, table, places, mirrors.checkValidUntil()));
    }

    /**
     * The archives of another distribution, by its table.
     *
     * @param title what it is called in messages
     * @param mirrors the mirrors that a user asked for, by {@link AptTable#mirrors}
     */
    public static AptArchive of(
            String id,
            String title,
            Downloads downloads,
            AptTable table,
            PackageSelection kernels,
            Map<String, URI> mirrors) {
        Map<String, AptPlace> places = table.places(id, mirrors);
        return new AptArchive(
                title,
                downloads,
                table.suites(places, !places.equals(table.bases())),
                kernels,
                new ReleaseVerifiers(downloads, table, places, true));
    }

    /** The file of a package, verified; downloaded unless the cache has it. */
    public Path fetch(DebianPackage wanted) throws IOException, InterruptedException {
        return downloads.fetch(wanted.uri(), wanted.size(), wanted.sha256());
    }

    /**
     * The newest version of a package in one suite.
     *
     * @param suite a suite of Debian, for example {@code bookworm} or {@code trixie-backports}
     * @throws IllegalArgumentException if the suite is not one of those that are read
     */
    public Optional<DebianPackage> find(String suite, String name, Architecture architecture)
            throws IOException, InterruptedException {
        AptSuite wanted = suites.stream()
                .filter(s -> s.name().equals(suite))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + suite + "\" is no suite of " + title
                        + "; accepted are "
                        + String.join(", ", suites.stream().map(AptSuite::name).toList())));
        List<DebianPackage> packages = read(wanted, architecture, PackageSelection.holding(name));
        return packages.stream().filter(p -> p.name().equals(name)).min(NEWEST_FIRST);
    }

    /**
     * The newest version of a package in each suite that has it, newest first; suites that fail are left out, and those
     * that change no more.
     */
    public List<DebianPackage> find(String name, Architecture architecture) throws IOException, InterruptedException {
        Contents contents = read(Set.of(architecture), PackageSelection.holding(name), suite -> !suite.isFrozen());
        Map<String, DebianPackage> newest = new LinkedHashMap<>();
        contents.packages().stream()
                .filter(p -> p.name().equals(name))
                .sorted(NEWEST_FIRST)
                .forEach(p -> newest.putIfAbsent(p.suite(), p));
        return List.copyOf(newest.values());
    }

    /**
     * Everything in all suites that a kernel's build may need: the packages of headers, of kbuild and of images. Nothing, if
     * no suite is for these architectures.
     *
     * @throws IOException the first suite's, if not one could be read
     */
    public Contents kernelPackages(Set<Architecture> architectures) throws IOException, InterruptedException {
        return read(architectures, kernels, suite -> true);
    }

    private List<DebianPackage> read(AptSuite suite, Architecture architecture, PackageSelection selection)
            throws IOException, InterruptedException {
        SuiteReader reader = new SuiteReader(downloads, verifiers, selection, unpacking);
        return packages(reader, served(reader, suite), new Index(suite, architecture, selection.id()));
    }

    private SuiteReader.Served served(SuiteReader reader, AptSuite suite) throws IOException, InterruptedException {
        SuiteReader.Served read = served.get(suite);
        if (read == null) {
            read = reader.find(suite);
            served.put(suite, read);
        }
        return read;
    }

    private List<DebianPackage> packages(SuiteReader reader, SuiteReader.Served from, Index index)
            throws IOException, InterruptedException {
        List<DebianPackage> read = indexes.get(index);
        if (read == null) {
            read = List.copyOf(
                    reader.packages(index.suite(), from, index.architecture().debian()));
            indexes.put(index, read);
        }
        return read;
    }

    private record Index(AptSuite suite, Architecture architecture, String selection) {}

    private Contents read(Set<Architecture> architectures, PackageSelection selection, Predicate<AptSuite> which)
            throws IOException, InterruptedException {
        SuiteReader reader = new SuiteReader(downloads, verifiers, selection, unpacking);
        List<AptSuite> asked = suites.stream()
                .filter(which)
                .filter(suite -> suite.architectures().stream().anyMatch(architectures::contains))
                .toList();
        List<Callable<SuiteReader.Served>> asking = new ArrayList<>();
        for (AptSuite suite : asked) {
            asking.add(() -> served(reader, suite));
        }
        List<ParallelTasks.Outcome<SuiteReader.Served>> read = ParallelTasks.run(asking);

        Failures failures = new Failures(title);
        List<AptSuite> readable = new ArrayList<>();
        List<Callable<List<DebianPackage>>> wanted = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            AptSuite suite = asked.get(i);
            ParallelTasks.Outcome<SuiteReader.Served> outcome = read.get(i);
            if (outcome.failure() != null) {
                failures.add(suite, outcome.failure());
                continue;
            }
            for (Architecture architecture : suite.architectures()) {
                if (architectures.contains(architecture)) {
                    readable.add(suite);
                    Index index = new Index(suite, architecture, selection.id());
                    wanted.add(() -> packages(reader, outcome.value(), index));
                }
            }
        }

        List<DebianPackage> packages = new ArrayList<>();
        int unreadable = 0;
        List<ParallelTasks.Outcome<List<DebianPackage>>> listed = ParallelTasks.run(wanted);
        for (int i = 0; i < listed.size(); i++) {
            if (listed.get(i).failure() != null) {
                failures.add(readable.get(i), listed.get(i).failure());
                unreadable++;
            } else {
                packages.addAll(listed.get(i).value());
            }
        }
        if (unreadable == listed.size() && failures.areThere()) {
            throw failures.first();
        }
        return new Contents(packages, failures.warnings());
    }

    /**
     * What the suites hold.
     *
     * @param packages those of one suite next to each other
     * @param warnings one line for each suite that could not be read
     */
    public record Contents(List<DebianPackage> packages, List<String> warnings) {
        public Contents {
            packages = List.copyOf(packages);
            warnings = List.copyOf(warnings);
        }
    }

    private static final class Failures {
        private final String title;
        private final List<IOException> exceptions = new ArrayList<>();
        private final Map<String, Set<String>> suites = new LinkedHashMap<>();

        Failures(String title) {
            this.title = title;
        }

        void add(AptSuite suite, IOException failure) {
            exceptions.add(failure);
            boolean absent = failure instanceof DownloadException download && !download.isTransient();
            if (!suite.optional() || !absent) {
                suites.computeIfAbsent(failure.getMessage(), reason -> new LinkedHashSet<>())
                        .add(suite.name());
            }
        }

        boolean areThere() {
            return !exceptions.isEmpty();
        }

        IOException first() {
            return exceptions.get(0);
        }

        List<String> warnings() {
            List<String> warnings = new ArrayList<>();
            suites.forEach((reason, names) -> warnings.add(title + "'s " + (names.size() == 1 ? "suite " : "suites ")
                    + String.join(", ", names) + (names.size() == 1 ? " is" : " are") + " left out: " + reason));
            return warnings;
        }
    }
}
