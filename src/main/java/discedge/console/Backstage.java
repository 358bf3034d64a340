package discedge.console;

import discedge.console.files.Autosaving;
import discedge.console.kit.Words;
import discedge.console.model.Folding;
import discedge.console.model.Run;
import discedge.console.nodes.RememberedNodes;
import discedge.experiment.live.Controls.Demonstration;
import discedge.experiment.live.Live;
import discedge.experiment.live.LabPlan;
import discedge.experiment.live.LiveLab;
import discedge.experiment.live.RemoteOnly;
import discedge.experiment.record.AutosaveFolder;
import discedge.experiment.run.Manifest;
import discedge.lab.LabEngines;
import discedge.node.Version;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.transcript.Transcripts;
import discedge.timeline.world.Source;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a window shows and what runs behind it: a lab and the thread that folds its events, or a run that was read. */
final class Backstage implements Closing.Behind {
    private static final Path RUNS = Path.of("runs");

    private final Run run;
    private final Optional<Live> lab;
    private final Optional<Folding> folding;
    private final Optional<Manifest> manifest;
    private final Remembered remembered;
    private volatile Optional<Autosaving> saving = Optional.empty();
    private volatile Optional<CompletableFuture<Void>> starting = Optional.empty();
    /** What {@link #end} said. */
    private Optional<Optional<String>> ended = Optional.empty();

    private Backstage(Run run, Optional<Live> lab, Optional<Folding> folding, Optional<Manifest> manifest, Remembered remembered) {
        this.run = run;
        this.lab = lab;
        this.folding = folding;
        this.manifest = manifest;
        this.remembered = remembered;
    }

    /** @param engines of the lab's nodes, if there is a lab @param news called from any thread when there is more to show */
    static Backstage of(Prospect prospect, LabEngines engines, Runnable news) {
        return prospect.open().isPresent() ? ofFile(prospect) : ofNodes(prospect, engines, news);
    }

    private static Backstage ofNodes(Prospect prospect, LabEngines engines, Runnable news) {
        var timeline = new Timeline(new EventStore(), prospect.plan().isPresent() ? Source.EMBEDDED : Source.REMOTE);
        var transcripts = new Transcripts();
        var folding = new Folding(timeline, news);
        Optional<LabPlan> lab = prospect.plan().map(plan -> plan.withEngines(engines));
        Live live = lab.isPresent() ? new LiveLab(lab.get(), folding, transcripts, RUNS) : new RemoteOnly(folding, transcripts, RUNS);
        Manifest manifest = lab.map(plan -> Manifest.of(plan.network(), Version.text(), plan.seed(), Instant.now(), plan.engines().kind(), plan.profile()))
                .orElseGet(() -> Manifest.watched(Words.of("nodes.run"), Version.text(), Instant.now()));
        new RememberedNodes(prospect.remembered().preferences(), prospect.connect(), prospect.links()).watch(live);
        return new Backstage(Run.live(manifest.scenario(), timeline, transcripts, live), Optional.of(live), Optional.of(folding), Optional.of(manifest), prospect.remembered());
    }

    private static Backstage ofFile(Prospect prospect) {
        return new Backstage(Run.unread(prospect.open().orElseThrow()), Optional.empty(), Optional.empty(), Optional.empty(), prospect.remembered());
    }

    Remembered remembered() {
        return remembered;
    }

    Run run() {
        return run;
    }

    /** Writes the lab's run down from now on, and has the window say so. On the FX thread. */
    void saveInto(ConsoleWindow window, AutosaveFolder folder) {
        manifest.ifPresent(its -> {
            ConsoleContext console = window.console();
            console.files().lab(its);
            var begun = Autosaving.begin(console.files(), console.notices(), InstantSource.system(), run.timeline().store(), its, folder);
            saving = Optional.of(begun);
            window.shell().saving(begun::words, begun::isTroubled);
        });
    }

    /** It is neither up nor has it failed. */
    boolean isStarting() {
        return starting.filter(begun -> !begun.isDone()).isPresent();
    }

    /** Starts the lab, if there is one. @return exceptionally with a sentence that says why it did not */
    CompletableFuture<Void> start() {
        CompletableFuture<Void> begun = lab.map(Live::start).orElseGet(() -> CompletableFuture.completedFuture(null));
        starting = Optional.of(begun);
        return begun;
    }

    @Override
    public Optional<String> playing() {
        return lab.flatMap(Live::playing);
    }

    /** The demonstration's turns are nobody's. */
    @Override
    public boolean asking() {
        return lab.filter(live -> live.demonstration() != Demonstration.PLAYING && live.asking(live.clients().getFirst())).isPresent();
    }

    @Override
    public Optional<String> end() {
        Optional<String> unsaved = endLab();
        remembered.close();
        return unsaved;
    }

    /** The lab, and the saving of its run; what is remembered stays for another lab. Asked a second time, it answers as the first. */
    synchronized Optional<String> endLab() {
        if (ended.isPresent()) return ended.get();
        lab.ifPresent(Live::close);
        folding.ifPresent(Folding::close);
        saving.ifPresent(Autosaving::close);
        ended = Optional.of(lab.flatMap(Live::unsaved));
        return ended.get();
    }
}
