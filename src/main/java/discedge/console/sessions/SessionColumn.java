package discedge.console.sessions;

import discedge.console.kit.Names;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.sessions.parts.Ages;
import discedge.console.sessions.parts.Texts;
import discedge.console.sessions.state.SessionLine;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the table says of each session, in its order; widths in px. */
enum SessionColumn {
    ID(84, 72, true), STATE(100, 88, false), USER(110, 64, false), CLIENT(76, 56, false), MODE(88, 72, false), NODE(72, 52, false), TURN(54, 48, true),
    TOKENS(70, 60, true), WINDOW(74, 62, true), BYTES(84, 68, true), REPLICAS(200, 120, false), LAG(84, 64, true), RETRIES(66, 56, true),
    FIRST_TOKEN(88, 72, true), ACTIVE(100, 84, true);

    /** Left out first where there is no room for all. */
    static final SessionColumn[] DISPENSABLE = {CLIENT, BYTES, RETRIES, ACTIVE, MODE, TOKENS, LAG};

    private final double width;
    private final double least;
    private final boolean figures;

    SessionColumn(double width, double least, boolean figures) {
        this.width = width;
        this.least = least;
        this.figures = figures;
    }

    double width() {
        return width;
    }

    double least() {
        return least;
    }

    /** Stands in Mono, at the right but for ids. */
    boolean figures() {
        return figures;
    }

    String id() {
        return "session-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return Words.of("sessions.column." + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** What it says: its unit, its window and its source. */
    String help() {
        return Words.of("sessions.column." + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".help");
    }

    String text(SessionLine line, Instant now) {
        var session = line.session();
        return switch (this) {
            case ID -> Names.of(session.id()) + "…";
            case STATE -> Texts.condition(line.condition());
            case USER -> orNone(session.who().user());
            case CLIENT -> orNone(session.who().client());
            case MODE -> orNone(session.who().mode());
            case NODE -> orNone(session.node());
            case TURN -> Units.count(session.turn());
            case TOKENS -> line.tokens().isPresent() ? Units.count(line.tokens().getAsInt()) : Units.NONE;
            case WINDOW -> line.window().map(part -> Units.percent(part * 100)).orElse(Units.NONE);
            case BYTES -> session.totals().bytes() == 0 ? Units.NONE : Units.bytes(session.totals().bytes());
            case REPLICAS -> Texts.replicas(line.replicas());
            case LAG -> line.lag().map(lag -> Units.lag(lag, line.uncertainty())).orElse(Units.NONE);
            case RETRIES -> Units.count(session.totals().retries());
            case FIRST_TOKEN -> Units.time(line.firstToken());
            case ACTIVE -> Ages.text(line.active(), now);
        };
    }

    private static String orNone(String text) {
        return text.isEmpty() ? Units.NONE : text;
    }

    /** What it sorts by; empty stands last in either direction. */
    Comparator<SessionLine> order(boolean descending) {
        return switch (this) {
            case ID -> by(line -> Optional.of(line.session().id()), descending);
            case STATE -> by(line -> Optional.of(line.condition()), descending);
            case USER -> by(line -> word(line.session().who().user()), descending);
            case CLIENT -> by(line -> word(line.session().who().client()), descending);
            case MODE -> by(line -> word(line.session().who().mode()), descending);
            case NODE -> by(line -> word(line.session().node()), descending);
            case TURN -> by(line -> Optional.of(line.session().turn()), descending);
            case TOKENS -> by(line -> line.tokens().isPresent() ? Optional.of(line.tokens().getAsInt()) : Optional.<Integer>empty(), descending);
            case WINDOW -> by(SessionLine::window, descending);
            case BYTES -> by(line -> Optional.of(line.session().totals().bytes()), descending);
            case REPLICAS -> by(line -> Optional.of(line.behind()), descending);
            case LAG -> by(SessionLine::lag, descending);
            case RETRIES -> by(line -> Optional.of(line.session().totals().retries()), descending);
            case FIRST_TOKEN -> by(SessionLine::firstToken, descending);
            case ACTIVE -> by(line -> Optional.of(line.active()), !descending);
        };
    }

    private static Optional<String> word(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static <T extends Comparable<? super T>> Comparator<SessionLine> by(Function<SessionLine, Optional<T>> key, boolean descending) {
        return (one, other) -> {
            Optional<T> a = key.apply(one);
            Optional<T> b = key.apply(other);
            if (a.isEmpty() || b.isEmpty()) return Boolean.compare(a.isEmpty(), b.isEmpty());
            return descending ? b.get().compareTo(a.get()) : a.get().compareTo(b.get());
        };
    }
}
