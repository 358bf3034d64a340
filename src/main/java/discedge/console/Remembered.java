package discedge.console;

import discedge.console.kit.Notices;
import discedge.console.kit.Words;
import discedge.console.model.Preferences;
import discedge.console.settings.SettingsFile;
import discedge.console.settings.SettingsKeeper;
import discedge.experiment.scenario.Network;
import discedge.experiment.scenario.ScenarioReader;
import discedge.node.yaml.InvalidFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What the start before left behind: the settings, and the lab that a person has chosen. Read beside the toolkit's start. */
final class Remembered implements AutoCloseable {
    private final SettingsFile file;
    private final SettingsFile.Loaded loaded;
    private final Preferences preferences;
    private Optional<String> noLab = Optional.empty();
    private volatile Optional<SettingsKeeper> keeper = Optional.empty();

    Remembered(Folders folders) {
        file = new SettingsFile(folders.config());
        loaded = file.load(Instant.now());
        preferences = new Preferences(loaded.settings(), loaded.kept());
    }

    Preferences preferences() {
        return preferences;
    }

    /** The lab that the settings name; empty for the built-in one, also where the file cannot be used any more. */
    Optional<Network> lab() {
        Optional<Path> chosen = loaded.settings().lab();
        if (chosen.isEmpty()) return Optional.empty();
        try {
            return Optional.of(ScenarioReader.network(chosen.get()));
        } catch (InvalidFileException e) {
            noLab = Optional.of(Words.of("settings.lab.unused", chosen.get(), e.problems().getFirst().message()));
            return Optional.empty();
        }
    }

    /** Says what was wrong, and writes down what changes from now on; again for another window, whose notices it uses then. On the FX thread. */
    void keep(Notices notices) {
        keeper.ifPresent(SettingsKeeper::close);
        keeper = Optional.of(SettingsKeeper.begin(file, loaded, preferences, notices));
        noLab.ifPresent(words -> notices.show("lab-file", words));
    }

    @Override
    public void close() {
        keeper.ifPresent(SettingsKeeper::close);
    }
}
