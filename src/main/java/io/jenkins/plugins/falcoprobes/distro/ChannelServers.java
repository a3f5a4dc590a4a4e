package io.jenkins.plugins.falcoprobes.distro;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The servers of a distribution with channels.
 *
 * @param id the distribution, by which the first channel's mirror is called; that of another is {@code <id>-<channel>}
 * @param channels their names
 */
record ChannelServers(String id, List<String> channels) {
    ChannelServers {
        channels = List.copyOf(channels);
    }

    /** What users can name mirrors for. */
    List<String> names() {
        return channels.stream().map(this::name).toList();
    }

    private String name(String channel) {
        return channel.equals(channels.get(0)) ? id : id + "-" + channel;
    }

    /** The servers that a user named, by channel. */
    Map<String, URI> of(Map<String, URI> mirrors) {
        Map<String, URI> servers = new LinkedHashMap<>();
        for (String channel : channels) {
            URI mirror = mirrors.get(name(channel));
            if (mirror != null) {
                servers.put(channel, URI.create(mirror.toString().replaceFirst("/*$", "/")));
            }
        }
        return servers;
    }

    /** As {@link #of(Map)}; where a user named none, the distribution's own. */
    Map<String, URI> of(Map<String, URI> mirrors, Function<String, URI> own) {
        Map<String, URI> servers = of(mirrors);
        if (servers.isEmpty()) {
            channels.forEach(channel -> servers.put(channel, own.apply(channel)));
        }
        return servers;
    }
}
