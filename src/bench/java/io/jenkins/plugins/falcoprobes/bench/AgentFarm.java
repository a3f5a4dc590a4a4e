package io.jenkins.plugins.falcoprobes.bench;

import hudson.remoting.Channel;
import hudson.remoting.ChannelBuilder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * All agents in one JVM, which fifty JVMs' worth of start-up would only hide: each is a channel of its own, over a socket
 * of the loopback address, and everything that Jenkins sends to an agent goes through it.
 */
final class AgentFarm {
    private AgentFarm() {}

    /** Prints its port in a line, then serves an agent on each connection, until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        System.out.println(server.getLocalPort());
        threads.execute(() -> accept(server, threads));
        while (System.in.read() >= 0) {
            // The end of the benchmark's JVM is the end of its agents, however it ends.
        }
        System.exit(0);
    }

    private static void accept(ServerSocket server, ExecutorService threads) {
        while (true) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                threads.execute(() -> serve(socket, threads));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void serve(Socket socket, ExecutorService threads) {
        try (socket) {
            Channel channel = new ChannelBuilder("controller", threads)
                    .withMode(Channel.Mode.BINARY)
                    .build(
                            new BufferedInputStream(socket.getInputStream()),
                            new BufferedOutputStream(socket.getOutputStream()));
            channel.join();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
