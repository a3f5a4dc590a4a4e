package io.jenkins.plugins.falcoprobes.bench;

import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.SlaveComputer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Connects a node to an {@link AgentFarm}. */
public final class FarmLauncher extends ComputerLauncher {
    private final int port;

    /** A launcher for the farm at this port of the loopback address. */
    FarmLauncher(int port) {
        this.port = port;
    }

    @Override
    public void launch(SlaveComputer computer, TaskListener listener) throws IOException, InterruptedException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        computer.setChannel(
                new BufferedInputStream(socket.getInputStream()),
                new BufferedOutputStream(socket.getOutputStream()),
                listener.getLogger(),
                new Channel.Listener() {});
    }
}
