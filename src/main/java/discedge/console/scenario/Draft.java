package discedge.console.scenario;

import discedge.experiment.scenario.Scenario;
import discedge.experiment.scenario.ScenarioReader;
import discedge.node.yaml.InvalidFileException;
import discedge.node.yaml.Problem;
import discedge.node.yaml.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A scenario file as it is being read or written.
 *
 * @param name what problems and runs are reported under
 * @param file empty for a shipped one, which is saved under another name
 * @param text as it is now
 * @param saved as it is in the file
 */
record Draft(String name, Optional<Path> file, String text, String saved) {
    /** What a look at the text finds. */
    sealed interface Checked {
        /** It can be played. */
        record Good(Scenario scenario) implements Checked {}

        /** By line. */
        record Bad(List<Problem> problems) implements Checked {}
    }

    static Draft shipped(String name) {
        String text = ScenarioReader.shippedText(name);
        return new Draft("scenarios/" + name, Optional.empty(), text, text);
    }

    /** @throws InvalidFileException if it is no text; what is wrong with the text is for {@link #check} */
    static Draft read(Path file) throws InvalidFileException {
        String text = YamlFile.text(file).replace("\r\n", "\n");
        return new Draft(file.toString(), Optional.of(file), text, text);
    }

    Draft typed(String now) {
        return new Draft(name, file, now, saved);
    }

    Draft savedAs(Path where) {
        return new Draft(where.toString(), Optional.of(where), text, text);
    }

    boolean isChanged() {
        return !text.equals(saved);
    }

    /** {@code cut-during-roam.yaml}. */
    String shortName() {
        return Path.of(name).getFileName().toString();
    }

    /** On any thread. */
    Checked check() {
        try {
            return new Checked.Good(ScenarioReader.parse(text, name));
        } catch (InvalidFileException e) {
            return new Checked.Bad(e.problems());
        }
    }
}
