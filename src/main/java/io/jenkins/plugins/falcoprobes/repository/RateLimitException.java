package io.jenkins.plugins.falcoprobes.repository;

/** A server answers no more requests for a while: another try does not help before that is over. */
public final class RateLimitException extends DownloadException {
    RateLimitException(String message) {
        super(message, true, null);
    }
}
