package io.jenkins.plugins.falcoprobes.jenkins.publish;

import io.jenkins.plugins.falcoprobes.store.s3.PresignedPut;
import java.io.IOException;

/** What an agent that uploads a probe may ask the controller: leave for one more try. */
interface UploadLink {
    /**
     * A request for this one probe that is good from now on.
     *
     * @throws IOException in one line that has no secret in it
     */
    PresignedPut next() throws IOException, InterruptedException;
}
