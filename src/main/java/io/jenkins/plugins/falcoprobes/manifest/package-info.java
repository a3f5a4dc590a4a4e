/**
 * What lies at a place where probes are published: {@code index.json}, {@code SHA256SUMS} and {@code index.html}, kept right
 * while several agents publish at once.
 */
package io.jenkins.plugins.falcoprobes.manifest;
