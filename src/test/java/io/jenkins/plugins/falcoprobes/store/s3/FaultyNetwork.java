package io.jenkins.plugins.falcoprobes.store.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.rules.ExternalResource;

/**
 * Stands between a client and a service and does to requests what networks and busy services do. It passes bytes on as
 * they are, the Host header included, so that signatures for this address fit.
 */
public final class FaultyNetwork extends ExternalResource {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicReference<Faults> faults = new AtomicReference<>(request -> Optional.empty());
    private ServerSocket listener;
    private int target;

    /** Says what becomes of a request. */
    @FunctionalInterface
    public interface Faults {
        /** What happens to it; nothing if it is passed on. */
        Optional<Fault> of(String request);

        /** The first so many requests that have this in their line. */
        static Faults first(int count, String part, Fault fault) {
            AtomicReference<Integer> left = new AtomicReference<>(count);
            return request ->
                    request.contains(part) && left.getAndUpdate(n -> n - 1) > 0 ? Optional.of(fault) : Optional.empty();
        }

        /** Every request that has this in its line. */
        static Faults always(String part, Fault fault) {
            return first(Integer.MAX_VALUE, part, fault);
        }
    }

    /** What happens to a request. */
    public interface Fault {
        /** Answers, or does not. */
        void happen(Exchange exchange) throws IOException;

        /** An answer of S3 that is an error. */
        static Fault answer(int status, String code, String message) {
            return exchange -> {
                exchange.readBody();
                exchange.answer(
                        status,
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>"
                                + message + "</Message></Error>");
            };
        }

        /** The connection is reset as soon as the request's head was read. */
        static Fault reset() {
            return exchange -> exchange.client.setSoLinger(true, 0);
        }

        /** The service does what was asked, but its answer is lost. */
        static Fault answerLost() {
            return exchange -> {
                exchange.drop();
                exchange.client.setSoLinger(true, 0);
            };
        }

        /** The answer breaks off in the middle. */
        static Fault truncated() {
            return exchange -> exchange.answerStart();
        }

        /** Nothing comes until the client gives up. */
        static Fault silence() {
            return exchange -> {
                exchange.readBody();
                while (exchange.in.read() >= 0) {
                    // A client that waits says nothing.
                }
            };
        }
    }

    /** Starts between this machine's clients and a service. */
    public FaultyNetwork before(URI service) throws IOException {
        target = service.getPort();
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "faulty network");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** Where clients find it. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** From now on. */
    public void inject(Faults some) {
        faults.set(some);
    }

    /** The lines of the requests so far: {@code PUT /bucket/key?...}. */
    public List<String> requests() {
        return requests;
    }

    /** Those that have this in them. */
    public List<String> requests(String part) {
        return requests.stream().filter(line -> line.contains(part)).toList();
    }

    @Override
    protected void after() {
        try {
            if (listener != null) {
                listener.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread thread = new Thread(() -> serve(client), "faulty connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            BufferedInputStream in = new BufferedInputStream(client.getInputStream(), 1 << 16);
            BufferedInputStream back = new BufferedInputStream(server.getInputStream(), 1 << 16);
            while (true) {
                byte[] head = head(in);
                if (head.length == 0) {
                    return;
                }
                String line = new String(head, ISO_8859_1).split(" HTTP/", 2)[0];
                requests.add(line);
                Exchange exchange = new Exchange(client, in, client.getOutputStream(), server, back, head);
                Optional<Fault> fault = faults.get().of(line);
                if (fault.isPresent()) {
                    fault.get().happen(exchange);
                    return;
                }
                if (!exchange.pass()) {
                    return;
                }
            }
        } catch (IOException e) {
            // Either side went away, as in life.
            return;
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            last = (last << 8) | b;
            if (last == 0x0d0a0d0a) {
                return head.toByteArray();
            }
        }
        return new byte[0];
    }

    private static Optional<String> header(byte[] head, String name) {
        for (String line : new String(head, ISO_8859_1).split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                return Optional.of(line.substring(name.length() + 1).strip());
            }
        }
        return Optional.empty();
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = length;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    /** A request, its body still to be read, and the connections for it. */
    public static final class Exchange {
        private final Socket client;
        private final InputStream in;
        private final OutputStream out;
        private final Socket server;
        private final InputStream back;
        private final byte[] head;

        private Exchange(
                Socket client, InputStream in, OutputStream out, Socket server, InputStream back, byte[] head) {
            this.client = client;
            this.in = in;
            this.out = out;
            this.server = server;
            this.back = back;
            this.head = head;
        }

        void readBody() throws IOException {
            copy(in, OutputStream.nullOutputStream(), length(head));
        }

        void answer(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(UTF_8);
            out.write(("HTTP/1.1 " + status + " Fault\r\nContent-Type: application/xml\r\nContent-Length: "
                            + bytes.length + "\r\nConnection: close\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.write(bytes);
            out.flush();
        }

        /** Passes it on, and the answer back; says whether the connection stays. */
        boolean pass() throws IOException {
            byte[] answer = ask();
            out.write(answer);
            body(answer, out);
            out.flush();
            return header(answer, "connection")
                    .filter("close"::equalsIgnoreCase)
                    .isEmpty();
        }

        /** Passes it on; the answer goes nowhere. */
        void drop() throws IOException {
            body(ask(), OutputStream.nullOutputStream());
        }

        void answerStart() throws IOException {
            byte[] answer = ask();
            out.write(answer);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            body(answer, whole);
            out.write(whole.toByteArray(), 0, whole.size() / 2);
            out.flush();
        }

        private byte[] ask() throws IOException {
            OutputStream to = server.getOutputStream();
            to.write(head);
            copy(in, to, length(head));
            to.flush();
            byte[] answer = head(back);
            if (answer.length == 0) {
                throw new EOFException();
            }
            return answer;
        }

        /** The body as it is on the wire. */
        private void body(byte[] answer, OutputStream to) throws IOException {
            String line = new String(answer, ISO_8859_1);
            boolean none =
                    new String(head, ISO_8859_1).startsWith("HEAD ") || line.matches("(?s)HTTP/1.1 (204|304) .*");
            if (none) {
                return;
            }
            if (header(answer, "transfer-encoding")
                    .filter("chunked"::equalsIgnoreCase)
                    .isPresent()) {
                chunks(to);
            } else if (header(answer, "content-length").isPresent()) {
                copy(back, to, length(answer));
            } else {
                back.transferTo(to);
            }
        }

        private void chunks(OutputStream to) throws IOException {
            while (true) {
                String size = line(to);
                long length = Long.parseLong(size.strip(), 16);
                copy(back, to, length + 2);
                if (length == 0) {
                    return;
                }
            }
        }

        private String line(OutputStream to) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = back.read(); b >= 0; b = back.read()) {
                to.write(b);
                line.append((char) b);
                if (b == '\n') {
                    return line.toString();
                }
            }
            throw new EOFException();
        }

        private static long length(byte[] head) {
            return header(head, "content-length").map(Long::parseLong).orElse(0L);
        }
    }
}
