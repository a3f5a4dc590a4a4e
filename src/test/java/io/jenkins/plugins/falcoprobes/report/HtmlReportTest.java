package io.jenkins.plugins.falcoprobes.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.build.FailureClass;
import io.jenkins.plugins.falcoprobes.build.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.Test;

public class HtmlReportTest {
    private static final String HOSTILE =
            "</pre></script><script>alert('x')</script><img src=x onerror=\"alert(1)\">&amp;";

    private static String page(SampleRun run) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(run.report(), out);
        return out.toString(UTF_8);
    }

    @Test
    public void the_page_needs_nothing_from_elsewhere() throws IOException {
        String page = page(SampleRun.ofDebian(6));

        assertThat(page).contains("default-src 'none'").doesNotContain("http:", "https:", "//cdn", "@import", "url(");
        assertThat(Pattern.compile("(src|href)=\"(?!#|\\./)").matcher(page).find())
                .isFalse();
    }

    @Test
    public void every_kernel_outcome_and_figure_is_in_the_grid() throws IOException {
        String page = page(SampleRun.ofDebian(6));

        assertThat(page)
                .contains("<th scope=\"row\">6.12.117+deb13-cloud-amd64</th><td>6.12.117-1</td><td>x86_64 cloud</td>")
                .contains("<td class=\"kmod built\"><details><summary><b>built</b> 1.1 MB <i>9.8 s</i></summary>")
                .contains("<td class=\"kmod skipped\"><details><summary><b>skipped</b> unsupported</summary>")
                .contains("<td class=\"ebpf present\"><details><summary><b>already there</b>")
                .contains("href=\"./8.0.0%2Bdriver/x86_64/falco_debian_6.1.0-56-amd64_1.ko\"");
    }

    @Test
    public void failures_come_before_the_grid_with_log_and_remedy_and_the_grid_links_to_them() throws IOException {
        String page = page(new SampleRun()
                .failed(SampleRun.kernel("6.12.117+deb13-amd64", "6.12.117-1", ""), SampleRun.compileFailure()));

        assertThat(page.indexOf("id=\"failures\"")).isPositive().isLessThan(page.indexOf("<table>"));
        assertThat(page)
                .contains("too many arguments to function &#39;class_create&#39;", "build a newer Falco version")
                .contains("href=\"#failure_debian_6.12.117+deb13-amd64_6.12.117-1_x86_64_kmod\">compile</a>")
                .contains("id=\"failure_debian_6.12.117+deb13-amd64_6.12.117-1_x86_64_kmod\"");
    }

    @Test
    public void what_comes_from_outside_is_only_ever_text() throws IOException {
        Failure hostile = new Failure(FailureClass.CHECK, Stage.CHECK, HOSTILE, List.of(HOSTILE), HOSTILE);
        String page = page(new SampleRun()
                .failed(SampleRun.kernel("6.1.0-56-amd64", HOSTILE, HOSTILE), hostile)
                .warning(HOSTILE));
        String harmless =
                page(new SampleRun().failed(SampleRun.kernel("6.1.0-56-amd64", "x", "x"), SampleRun.timeout()));

        assertThat(page)
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .doesNotContain("<img", "<script>alert");
        assertThat(page.split("<script>", -1)).hasSameSizeAs(harmless.split("<script>", -1));
        assertThat(page.split("</script>", -1)).hasSameSizeAs(harmless.split("</script>", -1));
    }

    @Test
    public void colours_are_taken_out_of_logs_and_controls_and_direction_marks_are_shown_as_such() throws IOException {
        Failure coloured = new Failure(
                FailureClass.COMPILE, Stage.COMPILE, "\u001b[1;31merror:\u001b[0m no \u202eevil\u0007", List.of(), "");
        String page = page(new SampleRun().failed(SampleRun.kernel("6.1.0-56-amd64", "6.1.176-1", ""), coloured));

        assertThat(page).contains("error: no \ufffdevil\ufffd").doesNotContain("\u001b", "\u0007", "\u202e");
    }

    @Test
    public void a_stopped_run_says_so() throws IOException {
        String page = page(new SampleRun().notReached(SampleRun.kernel("6.1.0-56-amd64", "6.1.176-1", "")));

        assertThat(page).contains("This run was stopped", "<td class=\"kmod interrupted\"><b>not reached</b></td>");
    }

    @Test
    public void a_run_without_kernels_has_a_page_too() throws IOException {
        assertThat(page(new SampleRun())).contains("No kernel was found", "nothing to build");
    }

    @Test
    public void ten_thousand_kernels_stay_below_ten_megabytes() throws IOException {
        assertThat(page(SampleRun.ofDebian(1112)).length()).isBetween(2_000_000, 10_000_000);
    }
}
