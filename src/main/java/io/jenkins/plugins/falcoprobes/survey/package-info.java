/** What a distribution has today, beside what it had when somebody last looked. */
package io.jenkins.plugins.falcoprobes.survey;
