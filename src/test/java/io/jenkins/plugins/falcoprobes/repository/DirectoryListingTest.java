package io.jenkins.plugins.falcoprobes.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.Test;

/** Pages as the servers make them. */
public class DirectoryListingTest {
    private static final URI FOLDER = URI.create("https://archive.example.org/packages/l/linux-headers/");

    private static List<String> lines(String page) throws DownloadException {
        return DirectoryListing.parse(FOLDER, page).stream()
                .map(item -> item.name()
                        + (item.folder() ? "/" : "")
                        + item.date().map(date -> " " + date).orElse(""))
                .toList();
    }

    @Test
    public void nginx_cuts_long_names_in_the_text_but_not_in_the_link() throws Exception {
        String page = "<html>\r\n<head><title>Index of /packages/l/linux-headers/</title></head>\r\n<body>\r\n"
                + "<h1>Index of /packages/l/linux-headers/</h1><hr><pre><a href=\"../\">../</a>\r\n"
                + "<a href=\"linux-headers-6.9.7.arch1-1-x86_64.pkg.tar.zst\">linux-headers-6.9.7.arch1-1-x86_64.pkg.tar"
                + ".zst</a>        28-Jun-2024 04:32            30212345\r\n"
                + "<a href=\"linux-headers-6.9.7.arch1-1-x86_64.pkg.tar.zst.sig\">linux-headers-6.9.7.arch1-1-x86_64.pkg"
                + "..&gt;</a> 28-Jun-2024 04:32                 141\r\n</pre><hr></body>\r\n</html>\r\n";
        assertThat(lines(page))
                .containsExactly(
                        "linux-headers-6.9.7.arch1-1-x86_64.pkg.tar.zst 2024-06-28",
                        "linux-headers-6.9.7.arch1-1-x86_64.pkg.tar.zst.sig 2024-06-28");
    }

    @Test
    public void apache_offers_other_orders_and_the_folder_above() throws Exception {
        String page = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<html>\n <body>\n<table>"
                + "<tr><th><a href=\"?C=N;O=D\">Name</a></th><th><a href=\"?C=M;O=A\">Last modified</a></th></tr>"
                + "<tr><td valign=\"top\"><img src=\"/icons/back.gif\" alt=\"[PARENTDIR]\"></td>"
                + "<td><a href=\"/packages/l/\">Parent Directory</a></td></tr>\n"
                + "<tr><td><a href=\"3510.2.0/\">3510.2.0/</a></td><td align=\"right\">2023-04-18 09:12  </td></tr>\n"
                + "<tr><td><a href=\"a%2bb.txt\">a+b.txt</a></td><td align=\"right\">2023-04-19 09:12  </td></tr>\n"
                + "</table>\n</body></html>\n";
        assertThat(lines(page)).containsExactly("3510.2.0/ 2023-04-18", "a+b.txt 2023-04-19");
    }

    @Test
    public void caddy_begins_names_with_a_dot() throws Exception {
        String page = "<!DOCTYPE html><html><body><table><tr><td><a href=\"./3185.0.0/\"><span>3185.0.0</span></a></td>"
                + "<td><time datetime=\"2022-03-25T10:02:00Z\">03/25/2022</time></td></tr>"
                + "<tr><td><a href=\"./current/\">current</a></td></tr></table></body></html>";
        assertThat(lines(page)).containsExactly("3185.0.0/ 2022-03-25", "current/");
    }

    @Test
    public void links_to_elsewhere_are_none_of_the_folder() throws Exception {
        String page =
                "<html><a href=\"https://other.example.org/x\">x</a><a href=\"sub/y\">y</a><a href=\"%2e%2e/z\">z</a>"
                        + "<a href=\"a%2fb\">a/b</a><a href=\"#top\">top</a><a href=\":::\">bad</a><a href=\"ok\">ok</a></html>";
        assertThat(lines(page)).containsExactly("ok");
    }

    @Test
    public void a_page_that_was_cut_off_is_an_error() {
        assertThatThrownBy(() -> lines("<html><body><a href=\"a\">a</a><a hre"))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    public void a_page_that_shows_nothing_is_an_error() {
        assertThatThrownBy(() -> lines("<html><body><h1>Service unavailable</h1></body></html>"))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("lists no file");
    }

    @Test(timeout = 10_000)
    public void a_page_made_to_keep_the_reader_busy_does_not() {
        String page = "<a ".repeat(2_000_000) + "</html>";
        assertThatThrownBy(() -> lines(page)).isInstanceOf(DownloadException.class);
    }
}
