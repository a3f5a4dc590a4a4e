package io.jenkins.plugins.falcoprobes.lookup;

import io.jenkins.plugins.falcoprobes.lookup.Sighting.State;
import io.jenkins.plugins.falcoprobes.repository.WebProbe;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/** Asks a web server, for the very address that a loader sends. */
public final class WebFinder implements ProbeFinder {
    private final WebProbe web = new WebProbe();

    @Override
    public Sighting find(String path, String address) throws InterruptedException {
        try {
            URI uri = new URI(address);
            int status = web.head(uri);
            // S3 answers 403 for what is not there, too, unless one may list the bucket.
            State state = status == 200 ? State.THERE : status == 404 || status == 403 ? State.MISSING : State.UNKNOWN;
            return new Sighting(uri.getHost(), state, "the server answered " + status);
        } catch (IOException | URISyntaxException e) {
            return new Sighting("the web", State.UNKNOWN, String.valueOf(e.getMessage()));
        }
    }
}
