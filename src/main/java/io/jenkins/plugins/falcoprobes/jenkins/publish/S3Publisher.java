package io.jenkins.plugins.falcoprobes.jenkins.publish;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.AccessControlled;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesConfiguration;
import io.jenkins.plugins.falcoprobes.lookup.BucketFinder;
import io.jenkins.plugins.falcoprobes.lookup.ProbeFinder;
import io.jenkins.plugins.falcoprobes.repository.ProxySettings;
import io.jenkins.plugins.falcoprobes.store.s3.AwsBucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketAddress;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException;
import io.jenkins.plugins.falcoprobes.store.s3.BucketLogin;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Publishes probes in a bucket of S3, or of a service like it. What is left out is taken from Jenkins' configuration, if
 * that has it.
 */
public class S3Publisher extends ProbePublisher {
    private String bucket;
    private String prefix;
    private String region;
    private String endpoint;
    private boolean pathStyle;
    private String credentialsId;
    private String roleArn;
    private String acl;
    private String sse;
    private String storageClass;

    /** One that says nothing. */
    @DataBoundConstructor
    public S3Publisher() {
        // Everything may be configured for all jobs.
    }

    /** The bucket's name. */
    @CheckForNull
    public String getBucket() {
        return bucket;
    }

    /** See {@link #getBucket}. */
    @DataBoundSetter
    public void setBucket(@CheckForNull String bucket) {
        this.bucket = S3Fields.orNull(bucket);
    }

    /** Where in the bucket. */
    @CheckForNull
    public String getPrefix() {
        return prefix;
    }

    /** See {@link #getPrefix}. */
    @DataBoundSetter
    public void setPrefix(@CheckForNull String prefix) {
        this.prefix = S3Fields.orNull(prefix);
    }

    /** The bucket's region. */
    @CheckForNull
    public String getRegion() {
        return region;
    }

    /** See {@link #getRegion}. */
    @DataBoundSetter
    public void setRegion(@CheckForNull String region) {
        this.region = S3Fields.orNull(region);
    }

    /** The address of a service that is not AWS. */
    @CheckForNull
    public String getEndpoint() {
        return endpoint;
    }

    /** See {@link #getEndpoint}. */
    @DataBoundSetter
    public void setEndpoint(@CheckForNull String endpoint) {
        this.endpoint = S3Fields.orNull(endpoint);
    }

    /** Whether the bucket is named in the path and not in the host's name. */
    public boolean isPathStyle() {
        return pathStyle;
    }

    /** See {@link #isPathStyle}. */
    @DataBoundSetter
    public void setPathStyle(boolean pathStyle) {
        this.pathStyle = pathStyle;
    }

    /** The id of AWS credentials; null means those of the controller's machine. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    /** See {@link #getCredentialsId}. */
    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = S3Fields.orNull(credentialsId);
    }

    /** The role to assume with the credentials. */
    @CheckForNull
    public String getRoleArn() {
        return roleArn;
    }

    /** See {@link #getRoleArn}. */
    @DataBoundSetter
    public void setRoleArn(@CheckForNull String roleArn) {
        this.roleArn = S3Fields.orNull(roleArn);
    }

    /** A canned ACL. */
    @CheckForNull
    public String getAcl() {
        return acl;
    }

    /** See {@link #getAcl}. */
    @DataBoundSetter
    public void setAcl(@CheckForNull String acl) {
        this.acl = S3Fields.orNull(acl);
    }

    /** Encryption in the service. */
    @CheckForNull
    public String getSse() {
        return sse;
    }

    /** See {@link #getSse}. */
    @DataBoundSetter
    public void setSse(@CheckForNull String sse) {
        this.sse = S3Fields.orNull(sse);
    }

    /** How the service keeps it. */
    @CheckForNull
    public String getStorageClass() {
        return storageClass;
    }

    /** See {@link #getStorageClass}. */
    @DataBoundSetter
    public void setStorageClass(@CheckForNull String storageClass) {
        this.storageClass = S3Fields.orNull(storageClass);
    }

    @Override
    public Publication open(PublishContext context) throws IOException, InterruptedException {
        try {
            return open(context, fields());
        } catch (BucketException e) {
            // Another agent would come no further.
            throw new AbortException(e.getMessage());
        }
    }

    private static Publication open(PublishContext context, S3Fields fields) throws IOException, InterruptedException {
        BucketSettings settings = fields.settings();
        AwsBucket bucket = bucket(context.run(), fields, settings, context.retries());
        try {
            BucketLook look = BucketLook.of(context.run(), fields);
            look.check(bucket, settings);
            return new S3Publication(context, bucket, settings, look);
        } catch (IOException | InterruptedException e) {
            bucket.close();
            throw e;
        }
    }

    @Override
    public Optional<ProbeFinder> finder(Run<?, ?> run) throws IOException {
        S3Fields fields = fields();
        BucketSettings settings = fields.settings();
        return Optional.of(new BucketFinder(bucket(run, fields, settings, 0), settings.address()));
    }

    private static AwsBucket bucket(Run<?, ?> run, S3Fields fields, BucketSettings settings, int retries)
            throws BucketException {
        BucketLogin login = S3Login.of(run, fields.credentialsId()).assuming(fields.roleArn());
        return AwsBucket.open(
                settings, login, retries, ProxySettings.ofThisMachine().selector());
    }

    @Override
    public ProbePublisher mapped(UnaryOperator<String> function) {
        S3Publisher other = new S3Publisher();
        other.bucket = S3Fields.mapped(bucket, function);
        other.prefix = S3Fields.mapped(prefix, function);
        other.region = S3Fields.mapped(region, function);
        other.endpoint = S3Fields.mapped(endpoint, function);
        other.pathStyle = pathStyle;
        other.credentialsId = S3Fields.mapped(credentialsId, function);
        other.roleArn = S3Fields.mapped(roleArn, function);
        other.acl = acl;
        other.sse = sse;
        other.storageClass = storageClass;
        return other;
    }

    @Override
    public String address() {
        return fields().address();
    }

    /** What counts: these fields, and for each that says nothing the configured one. */
    private S3Fields fields() {
        S3Publisher defaults = FalcoProbesConfiguration.get().getS3();
        return defaults == null || defaults == this
                ? S3Fields.of(this)
                : S3Fields.of(this).or(S3Fields.of(defaults));
    }

    /** The choice in forms; there only where the plugins are that know AWS. */
    @OptionalExtension(requirePlugins = {"aws-credentials", "aws-java-sdk-minimal"})
    @Symbol("s3")
    public static class DescriptorImpl extends Descriptor<ProbePublisher> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.S3Publisher_DisplayName();
        }

        /** The AWS credentials of the job. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return S3Login.items(item, credentialsId);
        }

        /** What S3 calls canned ACLs. */
        public ListBoxModel doFillAclItems() {
            return choice(List.of(
                    "private",
                    "public-read",
                    "authenticated-read",
                    "bucket-owner-read",
                    "bucket-owner-full-control",
                    "aws-exec-read"));
        }

        /** What S3 encrypts with. */
        public ListBoxModel doFillSseItems() {
            return choice(S3Fields.ENCRYPTIONS);
        }

        /** Storage classes from which an object can be had at once. */
        public ListBoxModel doFillStorageClassItems() {
            return choice(S3Fields.STORAGE_CLASSES);
        }

        private static ListBoxModel choice(List<String> words) {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.S3Publisher_bucketsOwn(), "");
            words.forEach(word -> items.add(word, word));
            return items;
        }

        /** Whether it is a bucket's name. */
        @POST
        public FormValidation doCheckBucket(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, value, () -> new BucketAddress(value.strip(), ""));
        }

        /** Whether keys can begin like this. */
        @POST
        public FormValidation doCheckPrefix(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, value, () -> new BucketAddress("bucket", value.strip()));
        }

        /** Whether it has the form of a region. */
        @POST
        public FormValidation doCheckRegion(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, value, () -> S3Fields.checkRegion(value.strip()));
        }

        /** Whether it is an address; nothing is asked there. */
        @POST
        public FormValidation doCheckEndpoint(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, value, () -> S3Fields.checkEndpoint(value.strip()));
        }

        /** Whether it has the form of a role's ARN. */
        @POST
        public FormValidation doCheckRoleArn(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, value, () -> S3Fields.checkRole(value.strip()));
        }

        private static FormValidation check(@CheckForNull Item item, String value, Runnable check) {
            AccessControlled where = item == null ? Jenkins.get() : item;
            boolean mayChange = item == null
                    ? where.hasPermission(Jenkins.ADMINISTER)
                    : where.hasPermission(Item.CONFIGURE) || where.hasPermission(Item.EXTENDED_READ);
            // What a variable will be is not known before the run.
            if (!mayChange || value.isBlank() || value.contains("${")) {
                return FormValidation.ok();
            }
            try {
                check.run();
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
