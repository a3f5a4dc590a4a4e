package io.jenkins.plugins.falcoprobes.driver;

import java.io.IOException;
import java.nio.file.Path;

/** A local folder with a driver's source, which may be put there only when it is first asked for. */
@FunctionalInterface
public interface SourceFolder {
    /** The folder, filled. Safe for several threads. */
    Path path() throws IOException, InterruptedException;

    /** A folder that is there. */
    static SourceFolder of(Path path) {
        return () -> path;
    }

    /** A folder that is filled on first use; where that fails, the next use tries again. */
    static SourceFolder onFirstUse(SourceFolder filler) {
        return new SourceFolder() {
            private Path filled;

            @Override
            public synchronized Path path() throws IOException, InterruptedException {
                if (filled == null) {
                    filled = filler.path();
                }
                return filled;
            }
        };
    }
}
