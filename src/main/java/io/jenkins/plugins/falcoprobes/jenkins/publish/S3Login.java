package io.jenkins.plugins.falcoprobes.jenkins.publish;

import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentials;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.falcoprobes.store.s3.AwsBucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import io.jenkins.plugins.falcoprobes.store.s3.BucketLogin;
import java.util.List;
import jenkins.model.Jenkins;

/** Who asks the service: credentials of AWS that Jenkins keeps. Only for where the plugin aws-credentials is. */
final class S3Login {
    private S3Login() {}

    /**
     * The credentials with an id, as the run may use them; those of the controller's machine without one.
     *
     * @throws BucketException if the run may use none with this id
     */
    static BucketLogin of(Run<?, ?> run, @CheckForNull String credentialsId) throws BucketException {
        if (credentialsId == null) {
            return BucketLogin.ofMachine("");
        }
        AmazonWebServicesCredentials credentials =
                CredentialsProvider.findCredentialById(credentialsId, AmazonWebServicesCredentials.class, run);
        if (credentials == null) {
            throw new BucketException(
                    Trouble.CREDENTIALS,
                    "credentialsId: " + run.getParent().getFullDisplayName() + " has no AWS credentials with the id \""
                            + credentialsId + "\"");
        }
        return BucketLogin.of(AwsBucket.keysOf(credentials));
    }

    /** What a form offers; only the chosen id to who may not see the credentials. */
    static ListBoxModel items(@CheckForNull Item item, @CheckForNull String chosen) {
        StandardListBoxModel items = new StandardListBoxModel();
        items.includeEmptyValue();
        if (item == null && Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            items.includeMatchingAs(
                    ACL.SYSTEM2,
                    Jenkins.get(),
                    AmazonWebServicesCredentials.class,
                    List.of(),
                    CredentialsMatchers.always());
        } else if (item != null && mayUse(item)) {
            items.includeMatchingAs(
                    ACL.SYSTEM2, item, AmazonWebServicesCredentials.class, List.of(), CredentialsMatchers.always());
        }
        items.includeCurrentValue(chosen == null ? "" : chosen);
        return items;
    }

    private static boolean mayUse(Item item) {
        return item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }
}
