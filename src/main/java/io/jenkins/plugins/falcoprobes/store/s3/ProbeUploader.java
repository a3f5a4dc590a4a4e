package io.jenkins.plugins.falcoprobes.store.s3;

import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts files into a bucket by plain HTTP, without credentials of its own: it needs this JDK alone, so that it runs
 * wherever the probes are. An upload that breaks off is repeated whole. Safe for several threads.
 */
public final class ProbeUploader {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Slower than this is a connection that hangs. */
    private static final long LEAST_BYTES_PER_SECOND = 32 << 10;

    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,64})</Code>");
    private static final Set<Trouble> TRIED_AGAIN = Set.of(Trouble.PASSING, Trouble.EXPIRED, Trouble.DAMAGED);

    private final HttpClient http;
    private final Tries tries;
    private final Duration patience;

    /** How a put ended that was carried out. */
    public enum Outcome {
        /** The object is there, whole. */
        STORED,
        /** Something was there already, and stays: whoever has credentials may look what it is. */
        EXISTS,
        /** The service does not know conditional writes; nothing was written. */
        CONDITION_UNKNOWN
    }

    /** Gives requests for one object, a new one for each try: the last one may have expired. */
    @FunctionalInterface
    public interface Requests {
        /** A request that is good from now on. */
        PresignedPut next() throws IOException, InterruptedException;
    }

    /**
     * An uploader that tries up to {@code retries} times again.
     *
     * @param client the client, with the proxies that it uses
     */
    public ProbeUploader(int retries, HttpClient.Builder client) {
        this(retries, client, PAUSE, PATIENCE);
    }

    /**
     * An uploader.
     *
     * @param retries how many more tries there are
     * @param client the client, with the proxies that it uses
     * @param pause before the first of them; doubled for each further one
     * @param patience how long the service may take, beside the time that the bytes need
     */
    ProbeUploader(int retries, HttpClient.Builder client, Duration pause, Duration patience) {
        this.http = client.version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER) // a redirected signature fits no more
                .connectTimeout(patience)
                .build();
        this.tries = new Tries(retries, pause);
        this.patience = patience;
    }

    /**
     * Puts a file.
     *
     * @param size how long it is known to be
     * @throws BucketException if it is not there, with the kind of trouble that the last try had
     */
    public Outcome put(Path file, long size, Requests requests) throws BucketException, InterruptedException {
        return tries.run(TRIED_AGAIN, () -> putOnce(file, size, requests));
    }

    /** Puts a file, and does not try again. */
    Outcome putOnce(Path file, long size, Requests requests) throws BucketException, InterruptedException {
        requireUnchanged(file, size);
        PresignedPut put = next(requests);
        HttpResponse<byte[]> response;
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(put.uri()).PUT(HttpRequest.BodyPublishers.ofFile(file));
            put.headers().forEach(request::setHeader);
            response = send(request.build(), patience.plusSeconds(size / LEAST_BYTES_PER_SECOND));
        } catch (IOException e) {
            throw new BucketException(Trouble.PASSING, "could not " + name(put) + ": " + BucketTroubles.reason(e), e);
        }
        return outcome(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), put);
    }

    /** The client's own time limit ends with the answer's head; a body that does not come would be waited for forever. */
    private HttpResponse<byte[]> send(HttpRequest request, Duration limit) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static PresignedPut next(Requests requests) throws BucketException, InterruptedException {
        try {
            return requests.next();
        } catch (BucketException e) {
            throw e;
        } catch (IOException e) {
            throw new BucketException(
                    Trouble.PASSING, "no request to put it was to be had: " + BucketTroubles.reason(e), e);
        }
    }

    private static Outcome outcome(int status, String answer, PresignedPut put) throws BucketException {
        if (status == 200 || status == 201 || status == 204) {
            return Outcome.STORED;
        }
        if (status == 412) {
            return Outcome.EXISTS;
        }
        if (status == 501 && put.headers().keySet().stream().anyMatch("If-None-Match"::equalsIgnoreCase)) {
            return Outcome.CONDITION_UNKNOWN;
        }
        Matcher code = CODE.matcher(answer);
        String said = code.find() ? code.group(1) : "";
        // Of an expired address the service says so only to people.
        Trouble trouble =
                status == 403 && answer.contains("expired") ? Trouble.EXPIRED : BucketTroubles.of(status, said);
        throw new BucketException(
                trouble,
                "could not " + name(put) + ": " + meaning(trouble) + " (" + status + (said.isEmpty() ? "" : " " + said)
                        + ")");
    }

    private static String meaning(Trouble trouble) {
        return switch (trouble) {
            case CREDENTIALS -> "the service does not accept the credentials that signed it";
            case EXPIRED -> "what allowed it has expired";
            case FORBIDDEN -> "the credentials may not write there";
            case BUCKET -> "there is no such bucket in this region";
            case DAMAGED -> "what arrived is not what was checked";
            case UNSUPPORTED -> "the service does not allow this ACL, encryption or storage class";
            case PASSING -> "the service is busy or ill";
            default -> "the service refuses it";
        };
    }

    /** Without the signature. */
    private static String name(PresignedPut put) {
        return put.toString().replaceFirst("^PUT", "put");
    }

    private static void requireUnchanged(Path file, long size) throws BucketException {
        long found;
        try {
            found = Files.size(file);
        } catch (NoSuchFileException e) {
            throw new BucketException(Trouble.OTHER, file + " is gone", e);
        } catch (IOException e) {
            throw new BucketException(Trouble.OTHER, file + " cannot be read: " + BucketTroubles.reason(e), e);
        }
        if (found != size) {
            throw new BucketException(
                    Trouble.OTHER, file + " has " + found + " bytes, and had " + size + " when it was checked");
        }
    }
}
