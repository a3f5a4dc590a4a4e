/** In-toto attestations of what a run built, out of what, and how: SLSA provenance, signed when there is a key. */
package io.jenkins.plugins.falcoprobes.provenance;
