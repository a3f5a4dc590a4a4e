package io.jenkins.plugins.falcoprobes.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jenkinsci.Symbol;
import org.junit.Test;

/** Jenkins finds symbols by an index, which is written by hand here: the processor for it is not on Maven Central. */
public class SymbolIndexTest {
    @Test
    public void the_index_names_every_class_that_has_a_symbol() throws IOException {
        List<String> annotated = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.jenkins.plugins.falcoprobes.jenkins")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Symbol.class))
                        .map(JavaClass::getName)
                        .sorted()
                        .toList();
        assertThat(annotated).isNotEmpty();
        try (InputStream index =
                getClass().getResourceAsStream("/META-INF/services/annotations/org.jenkinsci.Symbol")) {
            assertThat(new String(index.readAllBytes(), UTF_8).lines()).containsExactlyElementsOf(annotated);
        }
    }
}
