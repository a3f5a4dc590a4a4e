package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.distro.DistroSetting;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import java.util.List;

/** Puts the engine together for the command line. */
final class EngineFactory implements Engine.Factory {
    @Override
    public List<String> distros() {
        return Distros.ids();
    }

    @Override
    public List<String> mirrors() {
        return Distros.mirrors();
    }

    @Override
    public List<DistroSetting> settings() {
        return Distros.settings();
    }

    @Override
    public List<String> needs(String distro) {
        return Distros.needs(distro);
    }

    @Override
    public Engine open(Settings settings) {
        return new LocalEngine(settings);
    }
}
