package io.jenkins.plugins.falcoprobes.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.jenkins.publish.ArchivePublisher;
import io.jenkins.plugins.falcoprobes.jenkins.publish.S3Publisher;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;
import org.kohsuke.stapler.DataBoundSetter;

/** Every field has its help and its place in the form. */
public class HelpTest {
    private static final Pattern FIELD = Pattern.compile("field=\"(\\w+)\"");

    @Test
    public void every_field_of_a_request_has_help_and_its_place_in_the_form() throws IOException {
        Set<String> fields = setters(ProbeRequest.class);
        fields.add("version");
        assertThat(formFields(ProbeRequest.class)).isEqualTo(fields);
        assertHelp(ProbeRequest.class, fields);
    }

    @Test
    public void the_step_has_the_parameters_and_the_help_of_a_request() throws IOException {
        Set<String> fields = setters(ProbeRequest.class);
        assertThat(setters(BuildFalcoProbesStep.class)).isEqualTo(fields);
        assertHelp(BuildFalcoProbesStep.class, fields);
    }

    @Test
    public void every_setting_has_help_and_its_place_in_the_form() throws IOException {
        Set<String> fields = setters(FalcoProbesConfiguration.class);
        assertThat(formFields(FalcoProbesConfiguration.class)).isEqualTo(fields);
        assertHelp(FalcoProbesConfiguration.class, fields);
    }

    @Test
    public void every_option_of_the_archive_has_help_and_its_place_in_the_form() throws IOException {
        Set<String> fields = setters(ArchivePublisher.class);
        assertThat(formFields(ArchivePublisher.class)).isEqualTo(fields);
        assertHelp(ArchivePublisher.class, fields);
    }

    @Test
    public void every_option_of_a_bucket_has_help_and_its_place_in_the_form() throws IOException {
        Set<String> fields = setters(S3Publisher.class);
        assertThat(formFields(S3Publisher.class)).isEqualTo(fields);
        assertHelp(S3Publisher.class, fields);
    }

    private static Set<String> setters(Class<?> type) {
        Set<String> fields = new TreeSet<>();
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(method -> method.getName().substring("set".length()))
                .forEach(name -> fields.add(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)));
        return fields;
    }

    private static Set<String> formFields(Class<?> type) throws IOException {
        Set<String> fields = new TreeSet<>();
        Matcher matcher = FIELD.matcher(resource(type, "config.jelly"));
        while (matcher.find()) {
            fields.add(matcher.group(1));
        }
        return fields;
    }

    private static void assertHelp(Class<?> type, Set<String> fields) throws IOException {
        for (String field : fields) {
            assertThat(resource(type, "help-" + field + ".html"))
                    .startsWith("<div>")
                    .endsWith("</div>\n");
        }
    }

    private static String resource(Class<?> type, String name) throws IOException {
        try (InputStream stream = type.getResourceAsStream(type.getSimpleName() + "/" + name)) {
            assertThat(stream).as(type.getSimpleName() + "/" + name).isNotNull();
            return new String(stream.readAllBytes(), UTF_8);
        }
    }
}
