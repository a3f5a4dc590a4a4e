package io.jenkins.plugins.falcoprobes.repository;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
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

/**
 * Debian's archives, read through mirrors that need not be trusted: every package that is given out comes from an index
 * that a signature by Debian's archive keys covers. A suite is read once by an object, so that all of a run sees one state
 * of the archive.
 */
public final class DebianArchive {
    /** From the package debian-archive-keyring 2025.1: the keys of bullseye, bookworm and trixie, which sign sid too. */
    private static final String KEYS = "debian-archive-keyring.pgp";

    private static final Comparator<DebianPackage> NEWEST_FIRST =
            Comparator.comparing(DebianPackage::version, DebianVersion.ORDER).reversed();

    private final Downloads downloads;
    private final DebianMirrors mirrors;
    private final List<DebianSuite> suites;
    private final ReleaseVerifier verifier;
    private final Map<DebianSuite, Release> releases = new ConcurrentHashMap<>();
    private final Map<Index, List<DebianPackage>> indexes = new ConcurrentHashMap<>();
    private final Semaphore unpacking = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** Debian's archives with their usual suites and keys. */
    public DebianArchive(Downloads downloads, DebianMirrors mirrors) throws IOException {
        this(downloads, mirrors, DebianSuite.all(), debianKeys());
    }

    /** Debian's archives as somebody else has signed them. */
    public DebianArchive(Downloads downloads, DebianMirrors mirrors, byte[] keys) throws IOException {
        this(downloads, mirrors, DebianSuite.all(), keys);
    }

    DebianArchive(Downloads downloads, DebianMirrors mirrors, List<DebianSuite> suites, byte[] keys) {
        this.downloads = downloads;
        this.mirrors = mirrors;
        this.suites = List.copyOf(suites);
        this.verifier = new ReleaseVerifier(downloads.cache(), keys, mirrors.checkValidUntil(), Clock.systemUTC());
    }

    static byte[] debianKeys() throws IOException {
        try (InputStream in = DebianArchive.class.getResourceAsStream(KEYS)) {
            return in.readAllBytes();
        }
    }

    /** Where the archives are read from. */
    public DebianMirrors mirrors() {
        return mirrors;
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
        DebianSuite wanted = suites.stream()
                .filter(s -> s.name().equals(suite))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + suite + "\" is no suite of Debian; accepted are "
                        + String.join(
                                ", ", suites.stream().map(DebianSuite::name).toList())));
        List<DebianPackage> packages = read(wanted, architecture, PackageSelection.holding(name));
        return packages.stream().filter(p -> p.name().equals(name)).min(NEWEST_FIRST);
    }

    /** The newest version of a package in each suite that has it, newest first; suites that fail are left out. */
    public List<DebianPackage> find(String name, Architecture architecture) throws IOException, InterruptedException {
        Contents contents = read(Set.of(architecture), PackageSelection.holding(name));
        Map<String, DebianPackage> newest = new LinkedHashMap<>();
        contents.packages().stream()
                .filter(p -> p.name().equals(name))
                .sorted(NEWEST_FIRST)
                .forEach(p -> newest.putIfAbsent(p.suite(), p));
        return List.copyOf(newest.values());
    }

    /**
     * Everything in all suites that a kernel's build may need: the packages of headers, of kbuild and of images.
     *
     * @throws IOException the first suite's, if not one could be read
     */
    public Contents kernelPackages(Set<Architecture> architectures) throws IOException, InterruptedException {
        return read(architectures, PackageSelection.USUAL);
    }

    private List<DebianPackage> read(DebianSuite suite, Architecture architecture, PackageSelection selection)
            throws IOException, InterruptedException {
        SuiteReader reader = new SuiteReader(downloads, verifier, selection, unpacking);
        return packages(reader, release(reader, suite), new Index(suite, architecture, selection.id()));
    }

    private Release release(SuiteReader reader, DebianSuite suite) throws IOException, InterruptedException {
        Release read = releases.get(suite);
        if (read == null) {
            read = reader.release(suite, mirrors.base(suite));
            releases.put(suite, read);
        }
        return read;
    }

    private List<DebianPackage> packages(SuiteReader reader, Release release, Index index)
            throws IOException, InterruptedException {
        List<DebianPackage> read = indexes.get(index);
        if (read == null) {
            String architecture = index.architecture().debian();
            read = List.copyOf(reader.packages(index.suite(), mirrors.base(index.suite()), release, architecture));
            indexes.put(index, read);
        }
        return read;
    }

    private record Index(DebianSuite suite, Architecture architecture, String selection) {}

    private Contents read(Set<Architecture> architectures, PackageSelection selection)
            throws IOException, InterruptedException {
        SuiteReader reader = new SuiteReader(downloads, verifier, selection, unpacking);
        List<Callable<Release>> asked = new ArrayList<>();
        for (DebianSuite suite : suites) {
            asked.add(() -> release(reader, suite));
        }
        List<ParallelTasks.Outcome<Release>> read = ParallelTasks.run(asked);

        Failures failures = new Failures();
        List<DebianSuite> readable = new ArrayList<>();
        List<Callable<List<DebianPackage>>> wanted = new ArrayList<>();
        for (int i = 0; i < suites.size(); i++) {
            DebianSuite suite = suites.get(i);
            ParallelTasks.Outcome<Release> outcome = read.get(i);
            if (outcome.failure() != null) {
                failures.add(suite, outcome.failure());
                continue;
            }
            for (Architecture architecture : architectures) {
                readable.add(suite);
                Index index = new Index(suite, architecture, selection.id());
                wanted.add(() -> packages(reader, outcome.value(), index));
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
        if (unreadable == listed.size()) {
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
        private final List<IOException> exceptions = new ArrayList<>();
        private final Set<String> warnings = new LinkedHashSet<>();

        void add(DebianSuite suite, IOException failure) {
            exceptions.add(failure);
            warnings.add("Debian's suite " + suite.name() + " is left out: " + failure.getMessage());
        }

        IOException first() {
            return exceptions.get(0);
        }

        List<String> warnings() {
            return List.copyOf(warnings);
        }
    }
}
