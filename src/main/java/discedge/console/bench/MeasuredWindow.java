package discedge.console.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.console.ConsoleWindow;
import discedge.console.Screen;
import discedge.console.kit.Theme;
import discedge.console.model.Folding;
import discedge.console.model.Run;
import discedge.console.model.Settings;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.transcript.Transcripts;
import discedge.timeline.world.Source;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.stage.Stage;

/** The process that {@link ConsoleBench} measures: a real window, the full load in real time, figures into a file. */
public final class MeasuredWindow {
    private static final Logger JAVAFX = Logger.getLogger("javafx");
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration OPERATE = Duration.ofSeconds(25);
    private static final Duration SESSIONS_WARM_UP = Duration.ofSeconds(8);
    private static final Duration SESSIONS = Duration.ofSeconds(15);
    /** About so long in all. */
    static final Duration DURATION = WARM_UP.plus(OPERATE).plus(SESSIONS_WARM_UP).plus(SESSIONS).plusSeconds(10);

    private final LoadPlan plan = LoadPlan.FULL;
    private final Timeline timeline = new Timeline(new EventStore(), Source.EMBEDDED);
    private final Transcripts transcripts = new Transcripts();
    private final FxMeter meter = new FxMeter();
    private final OnFx fx = new OnFx();
    private Folding folding;
    private LoadFeeder feeder;
    private ConsoleWindow window;

    private MeasuredWindow() {}

    /** @param args the file for the figures */
    public static void main(String[] args) throws Exception {
        JAVAFX.setLevel(Level.SEVERE);
        new ObjectMapper().writeValue(new File(args[0]), new MeasuredWindow().measure());
        Platform.exit();
        System.exit(0);
    }

    private ConsoleFigures.Paint measure() throws Exception {
        Instant begin = Instant.now().plusSeconds(2);
        var load = new Load(plan, begin);
        load.past().forEach(timeline.store()::append);
        timeline.catchUp();
        Platform.startup(() -> open(load));
        fx.call(() -> window);
        feeder = new LoadFeeder(load, folding, transcripts);
        feeder.start();
        Thread.sleep(WARM_UP);
        Phase operate = phase(OPERATE);
        Drags.Seen drags = new Drags(window, fx).measure();
        fx.run(() -> window.shell().go(Screen.SESSIONS));
        Thread.sleep(SESSIONS_WARM_UP);
        Phase sessions = phase(SESSIONS);
        feeder.close();
        return new ConsoleFigures.Paint(operate.fx, sessions.fx, operate.render, drags.worst(), drags.count(), plan.nodes(), timeline.newest().sessionStates().size(), plan.moving(),
                Math.round((operate.eventsPerSecond + sessions.eventsPerSecond) / 2), operate.late + sessions.late, Math.max(operate.waiting, sessions.waiting), operate.framesPerSecond);
    }

    private void open(Load load) {
        meter.start();
        window = new ConsoleWindow(new Stage(), Run.live("bench", timeline, transcripts, new LoadControls(load.nodes())), Settings.DEFAULT, Theme.DARK, InstantSource.system(), 1440, 900);
        folding = new Folding(timeline, window.console().frames()::wake);
        window.show();
    }

    private record Phase(Spread fx, Spread render, double eventsPerSecond, long late, long waiting, double framesPerSecond) {}

    private Phase phase(Duration lasts) throws Exception {
        long lateBefore = fx.call(() -> window.console().frames().stats().late());
        fx.run(() -> meter.begin(window.console().frames().stats()));
        long fedBefore = feeder.fed();
        long begun = System.nanoTime();
        long most = 0;
        while (System.nanoTime() - begun < lasts.toNanos()) {
            Thread.sleep(50);
            most = Math.max(most, folding.waiting());
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        long waiting = most;
        double rate = (feeder.fed() - fedBefore) / seconds;
        return fx.call(() -> {
            meter.end();
            return new Phase(Spread.of(meter.fx()), Spread.of(meter.render()), rate, window.console().frames().stats().late() - lateBefore, waiting,
                    meter.fx().size() / seconds);
        });
    }
}
