package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ClangHeaderTest {
    private static final String STRUCTURE =
            """
            #define randomized_struct_fields_start\tstruct {
            #define randomized_struct_fields_end\t};
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path clang;
    private Path gcc;

    @Before
    public void make_headers() throws Exception {
        Path headers = Files.createDirectories(folder.getRoot().toPath().resolve("include/linux"));
        clang = Files.writeString(headers.resolve("compiler-clang.h"), STRUCTURE + "#define other\n");
        gcc = headers.resolve("compiler-gcc.h");
    }

    private String after(String gccHas) throws Exception {
        Files.writeString(gcc, gccHas);
        ClangHeader.likeGcc(folder.getRoot().toPath());
        return Files.readString(clang);
    }

    @Test
    public void what_gcc_has_without_the_plugin_clang_keeps() throws Exception {
        String mainline =
                """
                #if GCC_VERSION >= 40600
                #ifdef RANDSTRUCT_PLUGIN
                #define __randomize_layout __attribute__((randomize_layout))
                #endif
                /* RANDSTRUCT_PLUGIN wants to use an anonymous struct. */
                %s#endif
                """
                        .formatted(STRUCTURE);
        assertThat(after(mainline)).isEqualTo(STRUCTURE + "#define other\n");
    }

    @Test
    public void what_gcc_has_with_the_plugin_alone_or_never_is_taken_from_clang() throws Exception {
        assertThat(after("#if defined(RANDSTRUCT_PLUGIN)\n" + STRUCTURE + "#endif\n"))
                .isEqualTo("#define other\n");
        Files.writeString(clang, STRUCTURE);
        assertThat(after("#define __visible\n")).isEmpty();
    }

    @Test
    public void headers_without_either_file_stay_as_they_are() throws Exception {
        ClangHeader.likeGcc(folder.getRoot().toPath());
        assertThat(clang).content().contains(STRUCTURE);
        Files.delete(clang);
        Files.writeString(gcc, "");
        ClangHeader.likeGcc(folder.getRoot().toPath());
        assertThat(clang).doesNotExist();
    }
}
