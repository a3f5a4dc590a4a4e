package io.jenkins.plugins.falcoprobes.jenkins;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** What a form offers where a secret text or a secret file is to be chosen. */
final class SecretItems {
    private SecretItems() {}

    /** Those of a job; only the chosen id to who may not see them. */
    static ListBoxModel of(@CheckForNull Item item, @CheckForNull String chosen) {
        StandardListBoxModel items = new StandardListBoxModel();
        items.includeEmptyValue();
        if (item != null
                && (item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM))) {
            items.includeMatchingAs(
                    ACL.SYSTEM2,
                    item,
                    StandardCredentials.class,
                    List.of(),
                    CredentialsMatchers.anyOf(
                            CredentialsMatchers.instanceOf(StringCredentials.class),
                            CredentialsMatchers.instanceOf(FileCredentials.class)));
        }
        items.includeCurrentValue(chosen == null ? "" : chosen);
        return items;
    }
}
