package discedge.console.files;

import discedge.console.files.Choosers.Kind;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.ConsoleModel;
import discedge.console.model.Run;
import discedge.experiment.record.TurnExport;
import discedge.experiment.record.TurnTable;
import discedge.experiment.run.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.Scene;

/** What is seen, for other programs: turns as CSV or JSON, the window as a picture. On the FX thread. */
public final class Exports {
    private final ConsoleModel model;
    private final RunFiles files;

    public Exports(ConsoleModel model, RunFiles files) {
        this.model = model;
        this.files = files;
    }

    /** Writes a table. */
    private interface Writing {
        long write(TurnTable table, Path file) throws IOException;
    }

    public void csv() {
        turns(Kind.CSV, TurnExport::csv, this::csv);
    }

    public void json() {
        Manifest manifest = files.manifest();
        turns(Kind.JSON, (table, file) -> TurnExport.json(table, manifest, file), this::json);
    }

    private void turns(Kind kind, Writing writing, Runnable again) {
        Run run = model.run();
        String name = files.manifest().scenario();
        files.choosers().save(kind, files.fileName(kind.endings().getFirst())).ifPresent(file -> files.work().start("export",
                report -> writing.write(new TurnTable(name, run.transcripts()).read(run.timeline().store(), (done, all) -> report.at(
                        Words.of("files.exporting", file.getFileName(), Units.count(done), Units.count(all)), done / (double) all)), file),
                turns -> files.written("export", Words.of("files.exported." + (turns == 1 ? "one" : "turns"), Units.count(turns), file.getFileName()), file),
                problem -> files.notWritten("export", file, problem, again)));
    }

    /** The window as it is now, before a dialog hides it. */
    public void png(Scene scene) {
        Picture picture = Picture.of(scene);
        files.choosers().save(Kind.PNG, files.fileName("png")).ifPresent(file -> files.work().start("export", _ -> picture.write(file),
                _ -> files.written("export", Words.of("files.exported.picture", picture.width(), picture.height(), file.getFileName()), file),
                problem -> files.notWritten("export", file, problem, () -> png(scene))));
    }
}
