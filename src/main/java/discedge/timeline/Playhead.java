package discedge.timeline;

import discedge.timeline.log.EventStore;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;

/** The cursor of a window, and what moves it: live, held, playing. Has no clock: whoever paints says how much time has passed. For one thread. */
public final class Playhead {
    public static final double SLOWEST = 0.1;
    public static final double FASTEST = 16;

    private final Timeline timeline;
    private Cursor cursor;
    private boolean playing;
    private double speed = 1;

    /** Live. */
    public Playhead(Timeline timeline) {
        this.timeline = timeline;
        this.cursor = new Cursor.Live();
    }

    public Cursor cursor() {
        return cursor;
    }

    public boolean isLive() {
        return cursor instanceof Cursor.Live;
    }

    public boolean isPlaying() {
        return playing;
    }

    public double speed() {
        return speed;
    }

    /** What to show. @param now what the clock says */
    public World world(Instant now) {
        return timeline.at(cursor, now);
    }

    /** The moment shown. */
    public Instant time(Instant now) {
        return switch (cursor) {
            case Cursor.Live live -> timeline.newest().at(now).now();
            case Cursor.Held held -> held.time();
        };
    }

    /** How far it is behind the newest event; zero when live. */
    public Duration behind() {
        Duration behind = switch (cursor) {
            case Cursor.Live live -> Duration.ZERO;
            case Cursor.Held held -> store().lastTime().map(last -> Duration.between(held.time(), last)).orElse(Duration.ZERO);
        };
        return behind.isNegative() ? Duration.ZERO : behind;
    }

    public void live() {
        cursor = new Cursor.Live();
        playing = false;
    }

    /** Stays at the newest event, or where it is. */
    public void hold() {
        playing = false;
        if (isLive()) cursor = held(store().size());
    }

    /** Holds at a moment; before the log's begin or after its end counts as those. */
    public void scrub(Instant time) {
        Instant first = store().firstTime().orElse(time);
        Instant last = store().lastTime().orElse(time);
        Instant moment = time.isBefore(first) ? first : time.isAfter(last) ? last : time;
        cursor = new Cursor.Held(store().lastAt(moment), moment);
    }

    /** Holds so long before an event, or at it: a click on a 409 asks for 5 s. */
    public void goTo(long event, Duration before) {
        if (store().size() == 0) return;
        long id = Math.clamp(event, 1, store().size());
        playing = false;
        if (before.isZero()) cursor = held(id);
        else scrub(store().time(id).minus(before));
    }

    /** Holds so many events later, or earlier if below zero. */
    public void step(int events) {
        playing = false;
        long at = switch (cursor) {
            case Cursor.Live live -> store().size();
            case Cursor.Held held -> held.event();
        };
        cursor = held(Math.clamp(at + events, Math.min(1, store().size()), store().size()));
    }

    /** @param times between {@value #SLOWEST} and {@value #FASTEST}; what lies outside counts as the end of the range */
    public void speed(double times) {
        speed = Math.clamp(times, SLOWEST, FASTEST);
    }

    /** Plays on from where it is, at a {@link #speed(double)}. */
    public void play(double times) {
        speed(times);
        if (isLive()) return;
        playing = true;
    }

    /** So much time has passed; at the newest event playing stops. */
    public void tick(Duration passed) {
        if (!playing || !(cursor instanceof Cursor.Held held)) return;
        Instant to = held.time().plusNanos(Math.round(passed.toNanos() * speed));
        Instant last = store().lastTime().orElse(held.time());
        scrub(to);
        if (!to.isBefore(last)) playing = false;
    }

    private Cursor.Held held(long event) {
        return new Cursor.Held(event, event == 0 ? Instant.EPOCH : store().time(event));
    }

    private EventStore store() {
        return timeline.store();
    }
}
