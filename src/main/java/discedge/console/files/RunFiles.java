package discedge.console.files;

import discedge.console.files.Choosers.Kind;
import discedge.console.kit.Notices;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.ConsoleModel;
import discedge.console.model.Run;
import discedge.experiment.record.RunOpener;
import discedge.experiment.record.RunSaver;
import discedge.experiment.record.Trouble;
import discedge.experiment.run.Manifest;
import discedge.node.yaml.InvalidFileException;
import discedge.node.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The run that a window shows as a file: opens one in its place, saves it, goes back to the lab. On the FX thread. */
public final class RunFiles implements AutoCloseable {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final ConsoleModel model;
    private final Notices notices;
    private final InstantSource clock;
    private final Work work;
    private final Optional<Run> lab;
    private Choosers choosers;
    private Optional<Known> known = Optional.empty();
    private Optional<Manifest> labManifest = Optional.empty();
    private Optional<Path> autosaves = Optional.empty();

    /** A run with what its file's first line says, or will say. */
    private record Known(Run run, Manifest manifest) {}

    /** The run that the model shows now is the lab, if it can be acted on. */
    public RunFiles(ConsoleModel model, Notices notices, InstantSource clock, Choosers choosers) {
        this.model = model;
        this.notices = notices;
        this.clock = clock;
        this.work = new Work(notices);
        this.choosers = choosers;
        this.lab = Optional.of(model.run()).filter(run -> run.controls().isPresent());
    }

    public Choosers choosers() {
        return choosers;
    }

    /** Others answer from now on. */
    public void choosers(Choosers others) {
        choosers = others;
    }

    public Work work() {
        return work;
    }

    /** The lab behind the window; empty where a file was opened in place of one. */
    public Optional<Run> lab() {
        return lab;
    }

    /** What is known of the lab besides its events. */
    public void lab(Manifest manifest) {
        labManifest = Optional.of(manifest);
    }

    /** Where its run is saved by itself; empty if it is not. */
    public Optional<Path> autosaves() {
        return autosaves;
    }

    void autosaves(Path folder) {
        autosaves = Optional.of(folder);
    }

    /** Of the run that is shown: from its file, from who began it, or as far as it can be told. */
    public Manifest manifest() {
        Run shown = model.run();
        if (known.isPresent() && known.get().run() == shown) return known.get().manifest();
        if (labManifest.isPresent() && isLab(shown)) return labManifest.get();
        return Manifests.of(shown, clock.instant());
    }

    /** Why there is nothing of a file. */
    public enum Reading { OPENING, NOT_OPENED }

    /** Of the file that the window began with; empty once it was read, and of any other run. */
    public Optional<Reading> reading() {
        Run shown = model.run();
        if (shown.file().isEmpty() || shown.timeline().store().size() > 0 || known.filter(its -> its.run() == shown).isPresent()) return Optional.empty();
        return Optional.of(work.isBusy("open-run") ? Reading.OPENING : Reading.NOT_OPENED);
    }

    private boolean isLab(Run run) {
        return lab.isPresent() && lab.get() == run;
    }

    // ---- opening

    public void openChosen() {
        choosers.open(Kind.RUN).ifPresent(this::open);
    }

    /** Reads a file and shows it in place of what is shown now; the lab runs on behind it. */
    public void open(Path file) {
        work.start("open-run", report -> RunOpener.open(file, (events, read, size) -> report.at(
                        Words.of("files.opening", file.getFileName(), Units.count(events), Units.bytes(read), Units.bytes(size)), size == 0 ? 1 : read / (double) size)),
                this::opened, problem -> notOpened(file, problem));
    }

    private void opened(RunOpener.Opened opened) {
        show(Run.opened(opened.file(), opened.timeline(), Manifests.sites(opened.manifest())), opened.manifest());
        String words = OpenedWords.of(opened);
        if (words.isEmpty()) notices.close("open-run");
        else notices.show("open-run", words);
    }

    private void notOpened(Path file, Exception problem) {
        notices.show("open-run", Words.of("files.open.failed", file.getFileName(), words(problem)), Optional.of(new Notices.Action(Words.of("files.open.another"), this::openChosen)));
    }

    /** Without the path, which the person knows. */
    private static String words(Exception problem) {
        return switch (problem) {
            case InvalidFileException invalid -> {
                Problem first = invalid.problems().getFirst();
                // What exactly the parser met says nothing to a person; which line it was does.
                if (first.line() > 1 && first.message().startsWith("not an event")) yield Words.of("files.line.event", first.line());
                yield first.line() > 1 ? Words.of("files.line", first.line(), first.message()) : first.message();
            }
            case IOException io -> Trouble.words(io);
            case Exception other -> other.getMessage() == null ? other.toString() : other.getMessage();
        };
    }

    /** Shows a run that somebody began, such as a scenario that plays. */
    public void show(Run run, Manifest manifest) {
        known = Optional.of(new Known(run, manifest));
        model.show(run);
    }

    /** Something other than the lab is shown, and there is a lab. */
    public boolean isAway() {
        return lab.isPresent() && lab.get() != model.run();
    }

    public void backToLab() {
        if (!isAway()) return;
        notices.close("open-run");
        model.show(lab.orElseThrow());
        model.live();
    }

    // ---- saving

    public void saveChosen() {
        Run run = model.run();
        Manifest manifest = manifest();
        choosers.save(Kind.RUN, fileName("dcerun")).ifPresent(file -> save(run, manifest, file));
    }

    private void save(Run run, Manifest manifest, Path file) {
        work.start("save-run", report -> RunSaver.run(run.timeline().store(), manifest, file, (done, all) -> report.at(
                        Words.of("files.saving", file.getFileName(), Units.count(done), Units.count(all)), done / (double) all)),
                events -> written("save-run", Words.of("files.saved", Units.count(events), file.getFileName()), file),
                problem -> notWritten("save-run", file, problem, this::saveChosen));
    }

    /** {@code lab-20260101-120431.dcerun}. */
    String fileName(String ending) {
        String name = model.run().name().replaceFirst("\\.dcerun$", "").replaceAll("[^\\p{Alnum}-]+", "-").toLowerCase(Locale.ROOT);
        return name + "-" + STAMP.format(clock.instant()) + "." + ending;
    }

    void written(String name, String words, Path file) {
        notices.show(name, words, Optional.of(new Notices.Action(Words.of("files.folder"), () -> choosers.show(file.toAbsolutePath().getParent()))));
    }

    void notWritten(String name, Path file, Exception problem, Runnable again) {
        notices.show(name, Words.of("files.save.failed", file.getFileName(), words(problem)), Optional.of(new Notices.Action(Words.of("files.save.elsewhere"), again)));
    }

    @Override
    public void close() {
        work.close();
    }
}
