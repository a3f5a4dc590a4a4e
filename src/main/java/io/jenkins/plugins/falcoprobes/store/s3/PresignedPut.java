package io.jenkins.plugins.falcoprobes.store.s3;

import java.io.Serializable;
import java.net.URI;
import java.util.Map;

/**
 * A request that puts one object by plain HTTP. It is worth a credential for that one object until it expires: it belongs
 * into no log.
 *
 * @param uri the address, with its signature
 * @param headers that have to be sent just so, by name
 */
public record PresignedPut(URI uri, Map<String, String> headers) implements Serializable {
    private static final long serialVersionUID = 1;

    public PresignedPut {
        headers = Map.copyOf(headers);
    }

    /** The address without its signature, for people. */
    @Override
    public String toString() {
        return "PUT " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
