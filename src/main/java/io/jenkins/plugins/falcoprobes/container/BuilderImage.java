package io.jenkins.plugins.falcoprobes.container;

/**
 * A builder image that is there and up to date.
 *
 * @param reference its name and tag
 * @param id what the engine knows it by; unlike the tag it never names another image
 * @param digest what it was made of: the SHA-256 of {@code docker/} and of the driver's source
 */
public record BuilderImage(String reference, String id, String digest) {}
