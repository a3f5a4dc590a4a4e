package io.jenkins.plugins.falcoprobes.jenkins.publish;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.repository.ProxySettings;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import io.jenkins.plugins.falcoprobes.store.s3.ProbeUploader;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * On an agent: puts a probe where the controller's requests say, if it is still what it was when it was checked. The
 * agent has no credentials, and no client but its Java's.
 *
 * @param file the probe, in the folder that this is called on
 * @param retries how many more tries there are
 * @param link gives a request for each try
 */
record UploadOnAgent(ProbeFile file, int retries, UploadLink link)
        implements ControllerToAgentFileCallable<UploadOnAgent.Ended> {
    /**
     * How it ended; an agent's own exception may not be readable here.
     *
     * @param outcome null if it was not carried out
     * @param trouble why not, else null
     * @param message why not, in one line
     */
    record Ended(ProbeUploader.Outcome outcome, Trouble trouble, String message) implements Serializable {}

    @Override
    public Ended invoke(File folder, VirtualChannel channel) throws IOException, InterruptedException {
        new FileDigests(List.of(file)).invoke(folder, channel);
        try {
            ProbeUploader.Outcome outcome = new ProbeUploader(
                            retries, ProxySettings.ofThisMachine().client())
                    .put(folder.toPath().resolve(file.path()), file.size(), link::next);
            return new Ended(outcome, null, "");
        } catch (BucketException e) {
            return new Ended(null, e.trouble(), e.getMessage());
        }
    }

    /** What remoting's own log says. */
    @Override
    public String toString() {
        return "Upload of " + file.path();
    }
}
