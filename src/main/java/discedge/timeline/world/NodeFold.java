package discedge.timeline.world;

import discedge.event.FredEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.PrewarmEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.session.SessionId;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.persistent.PersistentMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What an event says about the node it happened at. */
final class NodeFold {
    private NodeFold() {}

    static NodeState apply(NodeState node, TimedEvent seen) {
        if (seen.event() instanceof WatchEvent watched) return watched(node, watched, seen.time());
        NodeState heard = node.heard(seen.time());
        Instant time = seen.time();
        return switch (seen.event()) {
            case LifeEvent.Started started -> heard.started(NodeIdentity.of(started), time, seen.id());
            case LifeEvent.Stopping stopping -> heard.stopping(time);
            case LifeEvent.Stopped stopped -> heard.ended(Life.STOPPED, time, seen.id());
            case LifeEvent.Killed killed -> heard.ended(Life.KILLED, time, seen.id());
            case ReplicaEvent.Written written -> heard.wrote(written.epoch(), written.number());
            case TurnEvent turn -> turn(heard, turn, time);
            case FredEvent fred -> heard.fred(FredState.after(heard.fred(), fred, time));
            case PrewarmEvent ahead -> ahead(heard, ahead, time);
            case ReplicaEvent.Deleted deleted -> heard.ahead(heard.ahead().without(deleted.session()));
            case ReplicaEvent.Expired expired -> heard.ahead(heard.ahead().without(expired.session()));
            case NodeEvent other -> heard;
        };
    }

    /** Of a node that is not there nothing was heard, but of the watch. */
    private static NodeState watched(NodeState node, WatchEvent event, Instant time) {
        Optional<Watch> watch = node.watch();
        return switch (event) {
            case WatchEvent.Found seen -> node.found(NodeIdentity.of(seen), time).watch(Watch.found(watch, seen.address(), time)).sessions(seen.sessions());
            case WatchEvent.Beat seen -> watch.map(known -> node.heard(time).watch(known.measured(new Watch.Clock(seen.offset(), seen.uncertainty())))
                    .sessions(seen.sessions())).orElse(node);
            case WatchEvent.Lost seen -> node.watch(watch.orElseGet(() -> Watch.never(seen.address(), time)).lost(time, seen.why(), seen.retryIn()));
            case WatchEvent.Gap _ -> watch.map(known -> node.watch(known.gap())).orElse(node);
            case WatchEvent.Fred seen -> fred(node, seen, time);
            case WatchEvent.Left _, WatchEvent.Unreadable _, WatchEvent.Listed _ -> node;
        };
    }

    private static NodeState fred(NodeState node, WatchEvent.Fred seen, Instant time) {
        Optional<FredState> state = node.fred();
        for (FredEvent said : seen.said()) {
            Duration ago = Duration.between(said.at(), seen.now());
            state = Optional.of(FredState.after(state, said, ago.isNegative() ? time : time.minus(ago)));
        }
        return state.map(node::fred).orElse(node);
    }

    private static NodeState turn(NodeState node, TurnEvent event, Instant time) {
        return switch (event) {
            case TurnEvent.Received seen -> node.requests(node.requests()
                    .with(seen.request(), new RunningRequest(seen.request(), seen.session(), seen.turn(), Phase.RECEIVED, time, false)));
            case TurnEvent.Waiting seen -> phase(node, seen, Phase.WAITING);
            case TurnEvent.Waited seen -> phase(node, seen, Phase.RECEIVED);
            case TurnEvent.Joined seen -> node;
            case TurnEvent.PromptBuilt seen -> phase(node, seen, Phase.QUEUED);
            case TurnEvent.PrefillStarted seen -> phase(node, seen, Phase.PREFILL).rates(node.rates().queued(time, seen.queued()));
            case TurnEvent.Prefilled seen -> prefilled(phase(node, seen, Phase.DECODING), seen, time);
            case TurnEvent.FirstToken seen -> node;
            case TurnEvent.Decoded seen -> decoded(phase(node, seen, Phase.COMMITTING), seen, time);
            case TurnEvent.Committed seen -> endIfGone(node, seen);
            case TurnEvent.Answered seen -> node.requests(node.requests().without(seen.request()));
            case TurnEvent.Refused seen -> node.requests(node.requests().without(seen.request()));
            case TurnEvent.ClientGone seen -> gone(node, seen);
        };
    }

    private static NodeState phase(NodeState node, TurnEvent event, Phase phase) {
        return change(node, event, request -> request.in(phase));
    }

    private static NodeState change(NodeState node, TurnEvent event, UnaryOperator<RunningRequest> change) {
        PersistentMap<Long, RunningRequest> requests = node.requests();
        return requests.find(event.request()).map(request -> node.requests(requests.with(event.request(), change.apply(request)))).orElse(node);
    }

    private static NodeState prefilled(NodeState node, TurnEvent.Prefilled seen, Instant time) {
        var slot = new CacheSlot(seen.slot(), seen.session(), seen.tokens(), time);
        // What stood in the slot is gone, whoever put it there.
        var ahead = SessionId.isValid(seen.slotOwner()) && !seen.slotOwner().equals(seen.session().value()) ? node.ahead().without(new SessionId(seen.slotOwner())) : node.ahead();
        return node.ahead(ahead.without(seen.session())).slots(node.slots().with(seen.slot(), slot)).rates(node.rates().prefilled(Math.max(0, seen.tokens() - seen.cachedTokens()), seen.took()));
    }

    private static NodeState ahead(NodeState node, PrewarmEvent event, Instant time) {
        var known = node.ahead();
        return switch (event) {
            case PrewarmEvent.Planned _, PrewarmEvent.Declined _, PrewarmEvent.Used _ -> node;
            case PrewarmEvent.Started seen -> node.ahead(known.with(seen.session(),
                    new Ahead(seen.session(), seen.turn(), seen.tokens(), known.find(seen.session()).map(Ahead::held).orElse(0), true, time)));
            case PrewarmEvent.Ended seen when seen.held() == 0 -> node.ahead(known.without(seen.session()));
            case PrewarmEvent.Ended seen -> node.ahead(known.with(seen.session(),
                    new Ahead(seen.session(), seen.turn(), known.find(seen.session()).map(Ahead::tokens).orElse(seen.held()), seen.held(), false, time)));
            case PrewarmEvent.Wasted seen -> node.ahead(known.without(seen.session()));
        };
    }

    private static NodeState decoded(NodeState node, TurnEvent.Decoded seen, Instant time) {
        NodeState rated = node.rates(node.rates().decoded(seen.tokens(), seen.took()));
        return rated.cached(seen.session()).map(slot -> rated.slots(rated.slots()
                .with(slot.slot(), new CacheSlot(slot.slot(), slot.session(), slot.tokens() + seen.tokens(), time)))).orElse(rated);
    }

    /** A request that only waited ends with its client; one that runs goes on. */
    private static NodeState gone(NodeState node, TurnEvent.ClientGone seen) {
        boolean waits = node.requests().find(seen.request()).filter(request -> request.phase() == Phase.WAITING).isPresent();
        return waits ? node.requests(node.requests().without(seen.request())) : change(node, seen, RunningRequest::hungUp);
    }

    private static NodeState endIfGone(NodeState node, TurnEvent.Committed seen) {
        boolean gone = node.requests().find(seen.request()).filter(RunningRequest::gone).isPresent();
        return gone ? node.requests(node.requests().without(seen.request())) : node;
    }
}
