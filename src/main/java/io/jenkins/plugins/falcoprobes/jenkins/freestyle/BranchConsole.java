package io.jenkins.plugins.falcoprobes.jenkins.freestyle;

import hudson.console.LineTransformationOutputStream;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A build's console, where every line of a branch begins with the branch's name. */
final class BranchConsole implements TaskListener {
    private static final long serialVersionUID = 1L;

    private final transient PrintStream logger;

    BranchConsole(TaskListener console, String branch) {
        this.logger = new PrintStream(new Prefixed(console.getLogger(), branch), true, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream getLogger() {
        return logger;
    }

    private static final class Prefixed extends LineTransformationOutputStream.Delegating {
        private final byte[] prefix;

        Prefixed(OutputStream console, String branch) {
            super(console);
            this.prefix = ("[" + branch + "] ").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        protected void eol(byte[] bytes, int length) throws IOException {
            synchronized (out) {
                out.write(prefix);
                out.write(bytes, 0, length);
                out.flush();
            }
        }
    }
}
