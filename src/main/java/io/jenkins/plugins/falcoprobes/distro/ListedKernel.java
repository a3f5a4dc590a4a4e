package io.jenkins.plugins.falcoprobes.distro;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A kernel as kernel-crawler's {@code list.json} has it (falcosecurity/kernel-crawler): groups of such, each with five fields
 * at most.
 *
 * @param release {@code kernelrelease}, what {@code uname -r} prints
 * @param version {@code kernelversion}: what follows the {@code #} of {@code uname -v}, or {@code 1_} and an image's version
 * @param target the distribution, as the loaders' names have it
 * @param headers addresses of packages; empty where the kernel is built from source
 * @param source the address of its source; this program's own field, {@code source}. Empty where that is kernel.org's
 * @param config {@code kernelconfigdata}, in base64
 */
record ListedKernel(
        String release,
        String version,
        String target,
        List<URI> headers,
        Optional<URI> source,
        Optional<KernelConfig> config) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(8)
                        .maxStringLength(4 << 20)
                        .build());
    }

    ListedKernel {
        headers = List.copyOf(headers);
    }

    /**
     * Reads a list: an object of lists by distribution, as kernel-crawler has it, or one list.
     *
     * @throws IOException in one line, if it is something else
     */
    static List<ListedKernel> read(byte[] json) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IOException(
                    "is no JSON: " + e.getOriginalMessage() + " in line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()),
                    e);
        }
        List<ListedKernel> kernels = new ArrayList<>();
        if (root.isArray()) {
            addAll(root, "the list", kernels);
        } else if (root.isObject()) {
            for (var group : root.properties()) {
                addAll(group.getValue(), group.getKey(), kernels);
            }
        } else {
            throw new IOException("holds no list of kernels");
        }
        return kernels;
    }

    private static void addAll(JsonNode group, String name, List<ListedKernel> kernels) throws IOException {
        if (!group.isArray()) {
            throw new IOException(name + " is no list of kernels");
        }
        for (JsonNode entry : group) {
            try {
                kernels.add(parse(entry));
            } catch (IllegalArgumentException e) {
                throw new IOException(name + ": entry " + (kernels.size() + 1) + ": " + e.getMessage(), e);
            }
        }
    }

    private static ListedKernel parse(JsonNode entry) {
        List<URI> headers = new ArrayList<>();
        for (JsonNode address : entry.path("headers")) {
            if (address.isNull()) {
                // Entries of kernels that are built from source have it.
                continue;
            }
            headers.add(address(address.asText()));
        }
        String source = entry.path("source").asText("");
        String config = entry.path("kernelconfigdata").asText("").strip();
        return new ListedKernel(
                required(entry, "kernelrelease"),
                required(entry, "kernelversion"),
                required(entry, "target"),
                headers,
                source.isEmpty() ? Optional.empty() : Optional.of(address(source)),
                config.isEmpty() || config.equals("null")
                        ? Optional.empty()
                        : Optional.of(new KernelConfig(
                                Base64.getMimeDecoder().decode(config.getBytes(StandardCharsets.US_ASCII)))));
    }

    /** An address of a package, or {@link IllegalArgumentException} with what is accepted. */
    static URI address(String text) {
        URI uri = URI.create(text);
        if (uri.getScheme() == null || !uri.getScheme().matches("https?|file") || uri.getPath() == null) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no address of a package; accepted are http, https and file");
        }
        return uri;
    }

    private static String required(JsonNode entry, String field) {
        String value = entry.path(field).asText("");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("has no " + field);
        }
        return value;
    }
}
