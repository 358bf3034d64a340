package discedge.console.operate.topology;

import discedge.console.model.Frame;
import discedge.timeline.forecast.Forecast;
import discedge.timeline.forecast.NextTurn;
import discedge.timeline.world.ClientState;
import java.util.Map;

/** Forecasts of the followed client's next turn. Dear, so it counts them: the frame clock decides how often. */
final class Forecasts {
    private long computed;

    Map<String, Forecast> all(Frame frame) {
        Map<String, Forecast> all = Forecast.all(frame.world(), next(frame));
        computed += all.size();
        return all;
    }

    /** Of the followed session; of a new one where there is none. */
    static NextTurn next(Frame frame) {
        return frame.followed().map(NextTurn::of)
                .orElseGet(() -> NextTurn.first(frame.followedClient().map(ClientState::name).or(frame::client).orElse("")));
    }

    /** Since the start. */
    long computed() {
        return computed;
    }
}
