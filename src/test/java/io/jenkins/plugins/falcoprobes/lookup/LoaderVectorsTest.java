package io.jenkins.plugins.falcoprobes.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.driver.ProbeNames;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** What loaders were seen to ask for, and what follows from their rules, from both sides. */
@RunWith(Parameterized.class)
public class LoaderVectorsTest {
    private final LoaderVector vector;

    public LoaderVectorsTest(LoaderVector vector) {
        this.vector = vector;
    }

    @Parameters(name = "{0}")
    public static List<LoaderVector> vectors() {
        return LoaderVector.all();
    }

    @Test
    public void the_lookup_tells_the_address_that_the_loader_sends() {
        Lookup lookup = new Lookup(vector.host, vector.md5, Optional.empty(), List.of(), KnownBadList.own());
        List<LookupAnswer> answers =
                lookup.answers(List.of(LoaderEra.of(vector.falco).orElseThrow()), Set.of(vector.kind));

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.address()).isEqualTo(vector.address);
            assertThat(answer.path()).isEqualTo(vector.path());
            boolean foundByNobody = vector.published.equals("no") && vector.kernel.isPresent();
            assertThat(answer.problem().isEmpty()).as(answer.problem()).isEqualTo(!foundByNobody);
        });
    }

    @Test
    public void the_probe_is_published_where_the_host_looks_for_it() {
        assumeTrue("its kernel is of no distribution here, so nobody publishes for it", vector.kernel.isPresent());
        Kernel kernel = vector.kernel.get();
        List<ProbePath> paths = new ProbeNames(
                        vector.falco.defaultNaming(),
                        vector.falco,
                        vector.loader().driver(),
                        List.of(kernel))
                .paths(kernel, vector.kind, vector.md5.stream().toList());

        assertThat(paths.stream().filter(path -> !path.alias())).hasSize(1);
        switch (vector.published) {
            case "yes" -> assertThat(paths).startsWith(ProbePath.main(vector.path()));
            case "alias" -> assertThat(paths).contains(ProbePath.alias(vector.path()));
            default -> assertThat(paths).extracting(ProbePath::path).doesNotContain(vector.path());
        }
    }
}
