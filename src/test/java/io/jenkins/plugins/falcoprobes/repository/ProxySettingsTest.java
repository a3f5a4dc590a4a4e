package io.jenkins.plugins.falcoprobes.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.Test;

public class ProxySettingsTest {
    private static String way(Map<String, String> environment, String uri) {
        Proxy proxy = ProxySettings.of(environment).proxyFor(URI.create(uri));
        if (proxy.type() == Proxy.Type.DIRECT) {
            return "direct";
        }
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        return address.getHostString() + ":" + address.getPort();
    }

    @Test
    public void each_scheme_has_its_proxy() {
        Map<String, String> environment =
                Map.of("http_proxy", "http://one.invalid:3128/", "HTTPS_PROXY", "two.invalid:8080");
        assertThat(way(environment, "http://deb.example.org/a")).isEqualTo("one.invalid:3128");
        assertThat(way(environment, "https://deb.example.org/a")).isEqualTo("two.invalid:8080");
        assertThat(way(Map.of("all_proxy", "http://one.invalid"), "https://deb.example.org/a"))
                .isEqualTo("one.invalid:80");
        assertThat(way(Map.of(), "http://deb.example.org/a")).isEqualTo("direct");
    }

    @Test
    public void some_hosts_are_reached_without() {
        Map<String, String> environment =
                Map.of("http_proxy", "http://one.invalid:3128", "no_proxy", "localhost, .example.org,10.0.0.1");
        assertThat(way(environment, "http://deb.example.org/a")).isEqualTo("direct");
        assertThat(way(environment, "http://example.org/a")).isEqualTo("direct");
        assertThat(way(environment, "http://10.0.0.1/a")).isEqualTo("direct");
        assertThat(way(environment, "http://notexample.org/a")).isEqualTo("one.invalid:3128");
        assertThat(way(Map.of("http_proxy", "http://one.invalid:3128", "no_proxy", "*"), "http://a/"))
                .isEqualTo("direct");
    }

    @Test
    public void a_variable_set_from_a_request_is_not_read() {
        assertThat(way(Map.of("HTTP_PROXY", "http://evil.invalid:1"), "http://deb.example.org/a"))
                .isEqualTo("direct");
    }

    @Test
    public void what_is_no_proxy_is_named_without_its_password() {
        assertThatThrownBy(() -> ProxySettings.of(Map.of("https_proxy", "socks5://me:secret@host")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https_proxy")
                .hasMessageNotContaining("secret");
    }
}
