import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.ListObjectsV2Request;
import com.amazonaws.services.s3.model.ListObjectsV2Result;
import com.amazonaws.services.s3.transfer.TransferManager;
import com.amazonaws.services.s3.transfer.TransferManagerBuilder;
import com.amazonaws.services.s3.transfer.Upload;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.store.s3.AwsBucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketLogin;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork;
import io.jenkins.plugins.falcoprobes.store.s3.ObjectPublisher;
import io.jenkins.plugins.falcoprobes.store.s3.ProbeUploader;
import io.jenkins.plugins.falcoprobes.store.s3.S3ProbeStore;
import io.jenkins.plugins.falcoprobes.store.s3.S3Service;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What publishing to S3 costs, against an S3 service on this machine. Started by {@code src/bench/s3}. */
public final class S3Bench {
    private static final int KERNELS = 10_000;
    private static final int UPLOADS = 1_000;
    private static final String FOLDER = "8.0.0+driver/x86_64/";

    private final Path folder;
    private final Path objects;

    private S3Bench(Path folder) throws Exception {
        this.folder = folder;
        this.objects = Files.createDirectories(folder.resolve("objects"));
    }

    public static void main(String[] arguments) throws Exception {
        S3Bench bench = new S3Bench(Files.createTempDirectory("s3-bench"));
        S3Service service = new S3Service();
        service.start(bench.objects);
        try {
            if (arguments.length == 0) {
                bench.plan();
                bench.upload(service);
            } else {
                bench.run(service, arguments);
            }
        } finally {
            service.stop();
        }
        System.exit(0);
    }

    /** Both probes of 10,000 kernels are looked for among 20,000 objects. */
    private void plan() throws Exception {
        S3Service service = new S3Service();
        service.startInMemory();
        try {
            plan(service);
        } finally {
            service.stop();
        }
    }

    private void plan(S3Service service) throws Exception {
        AmazonS3 owner = service.client();
        owner.createBucket("plan");
        paths().parallelStream().forEach(path -> owner.putObject("plan", "falco/" + path, ""));
        FaultyNetwork network = new FaultyNetwork().before(service.endpoint());
        BucketSettings settings = S3Service.settings("plan", "falco", network.endpoint());
        for (int round = 1; round <= 3; round++) {
            long alone = System.nanoTime();
            int listed = 0;
            for (ListObjectsV2Result page = owner.listObjectsV2("plan", "falco/"); page != null; ) {
                listed += page.getKeyCount();
                page = page.isTruncated()
                        ? owner.listObjectsV2(new ListObjectsV2Request()
                                .withBucketName("plan")
                                .withPrefix("falco/")
                                .withContinuationToken(page.getNextContinuationToken()))
                        : null;
            }
            print("the bare listing of %,d objects, round %d: %.2f s, which is the service's", listed, round, seconds(alone));
            network.requests().clear();
            int found = 0;
            long begun = System.nanoTime();
            Path output = folder.resolve("output-" + round);
            try (S3ProbeStore store = new S3ProbeStore(
                    DirectoryStore.open(output), output, bucket(settings), settings, false, new ProbeUploader(0, HttpClient.newBuilder()))) {
                store.open();
                for (String path : paths()) {
                    found += store.find(path).isPresent() && store.isPublished(path) ? 1 : 0;
                }
            }
            print("look for 2 x %,d probes, round %d: %.2f s, %d requests, %,d found",
                    KERNELS, round, seconds(begun), network.requests().size(), found);
        }
    }

    private static List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < KERNELS; i++) {
            for (String extension : List.of("ko", "o")) {
                paths.add(FOLDER + "falco_debian_6.1." + i + "-1-amd64_1." + extension);
            }
        }
        return paths;
    }

    /** 1,000 files of 1 MB, by us and by the SDK's own TransferManager, in turns. */
    private void upload(S3Service service) throws Exception {
        byte[] content = new byte[1_000_000];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("probe"), content);
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        StoredProbe probe = new StoredProbe("probe", content.length, sha256);
        AmazonS3 owner = service.client();
        owner.createBucket("upload");
        double[] ours = new double[2];
        double[] theirs = new double[2];
        ours(service, file, probe, "warm", 100);
        theirs(owner, file, "warm", 100);
        for (int round = 0; round < 2; round++) {
            theirs[round] = theirs(owner, file, "theirs-" + round, UPLOADS);
            ours[round] = ours(service, file, probe, "ours-" + round, UPLOADS);
            print("upload %,d x 1 MB, round %d: TransferManager %.1f s (%.0f MB/s), ours %.1f s (%.0f MB/s): %.0f %%",
                    UPLOADS, round + 1, theirs[round], UPLOADS / theirs[round], ours[round], UPLOADS / ours[round],
                    100 * theirs[round] / ours[round]);
        }
        print("of TransferManager's speed: %.0f %%", 100 * Arrays.stream(theirs).sum() / Arrays.stream(ours).sum());
    }

    private static double ours(S3Service service, Path file, StoredProbe probe, String prefix, int count)
            throws Exception {
        BucketSettings settings = S3Service.settings("upload", prefix, service.endpoint());
        ProbeUploader uploader = new ProbeUploader(0, HttpClient.newBuilder());
        ExecutorService threads = Executors.newFixedThreadPool(8); // as S3ProbeStore has
        try (AwsBucket bucket = bucket(settings)) {
            ObjectPublisher publisher = new ObjectPublisher(bucket, settings, false);
            List<Callable<Object>> uploads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String key = prefix + "/" + i;
                uploads.add(() -> publisher.publish(key, probe, file, uploader));
            }
            long begun = System.nanoTime();
            for (var upload : threads.invokeAll(uploads)) {
                upload.get();
            }
            return seconds(begun);
        } finally {
            threads.shutdown();
        }
    }

    private static double theirs(AmazonS3 client, Path file, String prefix, int count) throws Exception {
        TransferManager manager = TransferManagerBuilder.standard().withS3Client(client).build();
        try {
            long begun = System.nanoTime();
            List<Upload> uploads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                uploads.add(manager.upload("upload", prefix + "/" + i, file.toFile()));
            }
            for (Upload upload : uploads) {
                upload.waitForCompletion();
            }
            return seconds(begun);
        } finally {
            manager.shutdownNow(false);
        }
    }

    /**
     * The same run into empty folders, without and with a bucket. Each way twice, in an order in which a machine that gets
     * slower or faster all the time is the same to both.
     */
    private void run(S3Service service, String[] arguments) throws Exception {
        service.client().createBucket("run");
        double without = run(service, arguments, List.of());
        double with = run(service, arguments, s3(service, "first"));
        with += run(service, arguments, s3(service, "second"));
        without += run(service, arguments, List.of());
        print("without S3 %.1f s, with S3 %.1f s: %+.1f %%", without / 2, with / 2, 100 * (with / without - 1));
    }

    private static List<String> s3(S3Service service, String prefix) {
        return List.of("--s3", "s3://run/" + prefix, "--endpoint", service.endpoint().toString(), "--path-style");
    }

    private double run(S3Service service, String[] arguments, List<String> more) throws Exception {
        List<String> command = new ArrayList<>(List.of("./build-probe-binaries"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--output", Files.createTempDirectory(folder, "output").toString()));
        command.addAll(more);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("AWS_ACCESS_KEY_ID", S3Service.KEYS.id());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", S3Service.KEYS.secret());
        long begun = System.nanoTime();
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("the run ended with status " + status);
        }
        return seconds(begun);
    }

    private static AwsBucket bucket(BucketSettings settings) throws Exception {
        return AwsBucket.open(settings, BucketLogin.of(() -> S3Service.KEYS), 0, ProxySelector.of(null));
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
