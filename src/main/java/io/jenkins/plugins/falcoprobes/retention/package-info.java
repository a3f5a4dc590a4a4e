/** Which published probes are kept, and deleting the others. */
package io.jenkins.plugins.falcoprobes.retention;
