package discedge.console;

import discedge.console.kit.FxThread;
import discedge.console.kit.Notices;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Run;
import discedge.experiment.live.Controls;
import discedge.experiment.record.RunOpener;
import discedge.lab.client.Position;
import discedge.node.yaml.InvalidFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Opens a run file into a window: read behind it, with a word on how far it is, and shown once it is whole. On the FX thread. */
final class Opening {
    private static final String NAME = "opening";

    private final ConsoleContext console;
    private final Path file;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final Notices.Progress progress;

    private Opening(ConsoleContext console, Path file) {
        this.console = console;
        this.file = file;
        this.progress = console.notices().progress(NAME, Words.of("files.opening", file.getFileName()), new Notices.Action(Words.of("files.opening.stop"), () -> cancelled.set(true)));
    }

    static void open(ConsoleContext console, Path file) {
        var opening = new Opening(console, file);
        Thread.ofPlatform().daemon().name("opening").start(opening::read);
    }

    private void read() {
        try {
            RunOpener.Opened opened = RunOpener.open(file, this::at);
            FxThread.bridge().run(() -> show(opened));
        } catch (InvalidFileException e) {
            FxThread.bridge().run(() -> fail(e.getMessage()));
        } catch (CancellationException e) {
            FxThread.bridge().run(() -> console.notices().close(NAME));
        }
    }

    private boolean at(long events, long read, long size) {
        FxThread.bridge().post(this, () -> progress.update(Words.of("files.opening.at", file.getFileName(), Units.count(events)), size == 0 ? 0 : (double) read / size));
        return !cancelled.get();
    }

    private void show(RunOpener.Opened opened) {
        console.notices().close(NAME);
        List<Controls.Site> sites = opened.manifest().nodes().stream().map(node -> new Controls.Site(node.name(), node.label(), new Position(node.x(), node.y()))).toList();
        console.model().show(Run.opened(file, opened.timeline(), sites));
        opened.cutShort().ifPresent(cut -> console.notices().show("cut-short", Words.of("files.cut-short", file.getFileName(), cut.why())));
    }

    private void fail(String why) {
        console.notices().close(NAME);
        console.notices().show("not-opened", why);
    }
}
