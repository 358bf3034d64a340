package discedge.console.model;

import discedge.experiment.live.Controls;
import discedge.session.SessionId;
import discedge.timeline.Cursor;
import discedge.timeline.Playhead;
import discedge.timeline.world.ClientState;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the console shows and what the person has chosen. For the FX thread; plain Java, so that it is tested without a window.
 * Live worlds are folded elsewhere ({@link Folding}): a frame takes the newest there is.
 */
public final class ConsoleModel {
    private final List<Runnable> changes = new ArrayList<>();
    private Run run;
    private Optional<String> client = Optional.empty();
    private Optional<SessionId> session = Optional.empty();
    private Optional<Integer> turn = Optional.empty();
    private Optional<Long> event = Optional.empty();
    private Instant lastFrame = Instant.EPOCH;

    public ConsoleModel(Run run) {
        this.run = run;
        followFirstClient();
    }

    public Run run() {
        return run;
    }

    public Playhead playhead() {
        return run.playhead();
    }

    /** Empty where there is nothing to act on, and in REPLAY: "End returns to live". */
    public Optional<Controls> acting() {
        return playhead().isLive() ? run.controls() : Optional.empty();
    }

    /** Shows another log. */
    public void show(Run other) {
        run = other;
        turn = Optional.empty();
        event = Optional.empty();
        followFirstClient();
        changed();
    }

    private void followFirstClient() {
        session = Optional.empty();
        client = run.controls().flatMap(controls -> controls.clients().stream().findFirst());
    }

    /** Hears of each choice made here. */
    public void onChange(Runnable listener) {
        changes.add(listener);
    }

    private void changed() {
        List.copyOf(changes).forEach(Runnable::run);
    }

    // ---- what is followed

    /** Follows a client and whatever session it is in. */
    public void follow(String name) {
        client = Optional.of(name);
        session = Optional.empty();
        turn = Optional.empty();
        changed();
    }

    /** Follows a session and the client that holds it, if one does. */
    public void follow(SessionId id) {
        World world = world(run.timeline().newest().now());
        client = world.session(id).map(state -> state.who().client()).filter(name -> !name.isEmpty());
        session = Optional.of(id);
        turn = Optional.empty();
        changed();
    }

    /** Shows one turn's waterfall; empty = whichever is newest. */
    public void choose(Optional<Integer> number) {
        turn = number;
        changed();
    }

    /** Picks out one event of the log, by its id; empty = none. */
    public void chooseEvent(Optional<Long> id) {
        event = id;
        changed();
    }

    /** The one picked out. */
    public Optional<Long> chosenEvent() {
        return event;
    }

    public Optional<String> client() {
        return client;
    }

    /** The followed session at the cursor, as it is now: what is done to it must not be done to the one of the last frame. */
    public Optional<SessionState> followed() {
        World world = world(run.timeline().newest().now());
        return session(world, client.or(() -> world.clients().stream().findFirst().map(ClientState::name))).flatMap(world::session);
    }

    private Optional<SessionId> session(World world, Optional<String> shownClient) {
        return session.or(() -> shownClient.flatMap(world::client).flatMap(ClientState::session));
    }

    // ---- the cursor

    /** Follows the newest event again. A file that was opened has no now: the cursor goes to its end. */
    public void live() {
        if (run.file().isEmpty()) playhead().live();
        else run.timeline().store().lastTime().ifPresent(playhead()::scrub);
        changed();
    }

    public void hold() {
        playhead().hold();
        changed();
    }

    public void scrub(Instant time) {
        playhead().scrub(time);
        changed();
    }

    /** Holds before an event: 5 s before a 409 or a wait. */
    public void goTo(long event, Duration before) {
        playhead().goTo(event, before);
        changed();
    }

    public void step(int events) {
        playhead().step(events);
        changed();
    }

    /** How fast a replay plays, now or when it does. */
    public void speed(double times) {
        playhead().speed(times);
        changed();
    }

    public void play(double speed) {
        playhead().play(speed);
        changed();
    }

    // ---- frames

    /** What to show now; a cursor that plays has moved on by the time since the last frame. */
    public Frame frame(Instant now) {
        if (playhead().isPlaying() && !lastFrame.equals(Instant.EPOCH)) playhead().tick(Duration.between(lastFrame, now));
        lastFrame = now;
        World world = world(now);
        Optional<String> shownClient = client.or(() -> world.clients().stream().findFirst().map(ClientState::name));
        Optional<SessionId> shownSession = session(world, shownClient);
        return new Frame(world, playhead().isLive(), playhead().isPlaying(), playhead().speed(), playhead().behind(), shownClient, shownSession, turn,
                event, acting().isPresent());
    }

    private World world(Instant now) {
        return switch (playhead().cursor()) {
            case Cursor.Live _ -> run.timeline().newest().at(now);
            case Cursor.Held held -> run.timeline().at(held, now);
        };
    }
}
