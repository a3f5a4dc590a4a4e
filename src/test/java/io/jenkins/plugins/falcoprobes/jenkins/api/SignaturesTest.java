package io.jenkins.plugins.falcoprobes.jenkins.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeFalse;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import org.junit.Test;

/** Holds the signatures of the Jenkins API that we compile against to what Jenkins and its plugins really have. */
public class SignaturesTest {
    @Test
    public void each_signature_is_one_of_jenkins() throws IOException, URISyntaxException {
        List<ClassShape> signatures = new ClassFolder().signatures();
        assumeFalse(
                "No signatures are compiled in the profile jenkins, which has Jenkins itself", signatures.isEmpty());

        List<String> differences = ApiFacts.of(signatures).differencesTo(ApiFacts.ofJenkins());

        assertThat(differences)
                .withFailMessage(() -> String.join("\n", differences))
                .isEmpty();
    }

    @Test
    public void a_signature_that_jenkins_lacks_and_a_fact_that_no_signature_has_are_differences() {
        ApiFacts genuine = ApiFacts.parse(
                List.of("# facts", "hudson.model.Run class abstract", "    public getUrl ()Ljava/lang/String;"));
        ApiFacts ours = ApiFacts.parse(List.of("hudson.model.Run class abstract", "    public+static getUrl ()V"));

        assertThat(ours.differencesTo(genuine))
                .containsExactly(
                        "not in Jenkins: hudson.model.Run public+static getUrl ()V",
                        "not in the signatures: hudson.model.Run public getUrl ()Ljava/lang/String;");
    }
}
