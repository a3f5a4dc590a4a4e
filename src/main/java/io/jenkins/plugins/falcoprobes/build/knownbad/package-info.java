/** Builds that are known to fail, as data. */
package io.jenkins.plugins.falcoprobes.build.knownbad;
