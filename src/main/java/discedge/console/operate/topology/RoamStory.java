package discedge.console.operate.topology;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.timeline.Timeline;
import discedge.timeline.forecast.Forecast;
import discedge.timeline.world.Roam;
import discedge.timeline.world.Stage;
import discedge.timeline.world.TurnState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The followed client's last roam: what was forecast for it, and what came of it.
 *
 * @param forecast as the log had it just before
 * @param turn the first one asked there since; empty until it is
 */
record RoamStory(Roam roam, Optional<Forecast> forecast, Optional<TurnState> turn) {
    /** A roam is told of for so long. */
    private static final Duration TOLD = Duration.ofMinutes(2);

    /** Remembers the forecast of one roam: going back in the log is dear. */
    static final class Teller {
        private long event;
        private Optional<Forecast> forecast = Optional.empty();

        Optional<RoamStory> tell(Frame frame, Timeline timeline) {
            Optional<Roam> last = last(frame);
            if (last.isEmpty()) return Optional.empty();
            if (last.get().event() != event) {
                event = last.get().event();
                forecast = before(frame, last.get(), timeline);
            }
            return Optional.of(new RoamStory(last.get(), forecast, first(frame, last.get())));
        }

        private static Optional<Roam> last(Frame frame) {
            Instant from = frame.world().now().minus(TOLD);
            Roam last = null;
            var roams = frame.world().roams();
            for (int i = roams.size() - 1; i >= 0 && last == null && roams.get(i).time().isAfter(from); i--)
                if (frame.client().filter(roams.get(i).client()::equals).isPresent() && !roams.get(i).from().isEmpty()) last = roams.get(i);
            return Optional.ofNullable(last);
        }

        private static Optional<Forecast> before(Frame frame, Roam roam, Timeline timeline) {
            var world = timeline.at(roam.event() - 1).at(roam.time());
            return roam.session().or(frame::session).flatMap(world::session).map(session -> Forecast.of(world, discedge.timeline.forecast.NextTurn.of(session), roam.to()));
        }

        private static Optional<TurnState> first(Frame frame, Roam roam) {
            return frame.followed().flatMap(session -> session.turns().values().stream()
                    .filter(turn -> turn.asked().node().equals(roam.to()) && !turn.asked().last().isBefore(roam.time()))
                    .min(java.util.Comparator.comparingInt(TurnState::turn)));
        }
    }

    /** {@code Roamed A → B}. */
    String title() {
        return Words.of("topology.roamed", roam.from(), roam.to());
    }

    /** {@code forecast WAIT ≈ 9 ms · first token ≈ 410 ms}; once it is known {@code WAIT ≈ 9 ms, waited 7 ms · first token ≈ 410 ms, was 402 ms}. */
    String comparison() {
        String said = forecast.map(CardWords::pill).orElse("");
        String soon = forecast.filter(its -> its.firstToken().isPresent()).map(CardWords::firstToken).orElse("");
        Optional<Duration> first = turn.flatMap(its -> its.stages().firstToken().or(() -> its.stages().nodeFirst()));
        if (first.isEmpty()) return LinkWords.dotted(said.isEmpty() ? "" : Words.of("topology.roamed.forecast", LinkWords.dotted(said, soon)), turn.map(RoamStory::pending).orElse(""));
        String waited = Words.of("topology.roamed.waited", Units.time(waited(turn.get())));
        String came = Units.time(first.get());
        return LinkWords.dotted(said.isEmpty() ? waited : Words.of("topology.roamed.and", said, waited),
                soon.isEmpty() ? Words.of("topology.roamed.first", came) : Words.of("topology.roamed.was", soon, came));
    }

    private static Duration waited(TurnState turn) {
        return turn.stages().of(Stage.WAIT).orElse(Duration.ZERO).plus(turn.stages().waitedBefore());
    }

    private static String pending(TurnState turn) {
        return turn.outcome().refusals().stream().reduce((_, last) -> last).map(last -> Words.of("topology.roamed.refused", turn.turn(), last.code()))
                .orElseGet(() -> Words.of("topology.roamed.asked", turn.turn()));
    }
}
