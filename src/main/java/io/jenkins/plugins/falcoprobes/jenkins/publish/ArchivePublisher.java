package io.jenkins.plugins.falcoprobes.jenkins.publish;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Descriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Keeps probes as the run's artifacts, wherever Jenkins keeps those. */
public class ArchivePublisher extends ProbePublisher {
    private boolean fingerprint = true;

    /** A publisher that takes fingerprints too. */
    @DataBoundConstructor
    public ArchivePublisher() {
        // Nothing is required.
    }

    /** Whether this says no more than nothing would. */
    public static boolean isDefault(@CheckForNull ProbePublisher publisher) {
        return publisher instanceof ArchivePublisher archive && archive.fingerprint;
    }

    /** Whether it is recorded where a probe came from, by its MD5. */
    public boolean isFingerprint() {
        return fingerprint;
    }

    /** See {@link #isFingerprint}. */
    @DataBoundSetter
    public void setFingerprint(boolean fingerprint) {
        this.fingerprint = fingerprint;
    }

    @Override
    public Publication open(PublishContext context) {
        return new ArchivePublication(context, fingerprint);
    }

    @Override
    public String address() {
        return ARTIFACTS;
    }

    /**
     * The choice in forms; {@code artifacts()} in Pipelines, where {@code archive} is a step's name, which is preferred.
     */
    @Extension(ordinal = 100) // first in the list
    @Symbol({"artifacts", "archive"})
    public static class DescriptorImpl extends Descriptor<ProbePublisher> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ArchivePublisher_DisplayName();
        }
    }
}
