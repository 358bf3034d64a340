package discedge.console.operate.topology;

import discedge.experiment.live.Controls.Site;
import discedge.lab.client.Position;
import discedge.timeline.forecast.Forecast;
import discedge.timeline.world.Head;
import discedge.timeline.world.NodeState;
import java.time.Duration;
import java.util.Optional;

/**
 * What a card says of its node.
 *
 * @param label what people call it; its name where they call it nothing else
 * @param digit the key that sends the client here; 0 if none does
 * @param state empty until something is heard of it
 * @param turn of the followed session here, 0 if nothing of it is; empty if none is followed
 * @param forecast of the client's next turn; empty until something is heard of the node
 * @param client the followed client speaks to it
 * @param group what it stands under; may be empty
 * @param otherModel its tokenizer is not that of the node the client speaks to: no context goes there
 * @param cut from all other nodes that are up; {@link Cut#NONE} if it is not
 */
record NodeFacts(String name, String label, int digit, Optional<Position> position, Optional<NodeState> state, Optional<Integer> turn,
                 Optional<Forecast> forecast, boolean client, Cut cut, String group, boolean otherModel) {
    /** @param heals until then; empty = not by itself */
    record Cut(boolean all, Optional<Duration> heals) {
        static final Cut NONE = new Cut(false, Optional.empty());
    }

    private static final int DIGITS = 9;
    private static final int LETTERS = 3;

    static NodeFacts of(String name, Optional<Site> site, int number, Optional<NodeState> state, Optional<Head> head, boolean follows,
                        Optional<Forecast> forecast, boolean client) {
        String label = site.map(Site::label).filter(text -> !text.isBlank()).orElse(name);
        Optional<Integer> turn = follows ? Optional.of(head.map(Head::turn).orElse(0)) : Optional.empty();
        return new NodeFacts(name, label, number <= DIGITS ? number : 0, site.map(Site::position), state, turn, forecast, client, Cut.NONE, site.map(Site::group).orElse(""), false);
    }

    NodeFacts cut(Cut how) {
        return new NodeFacts(name, label, digit, position, state, turn, forecast, client, how, group, otherModel);
    }

    NodeFacts otherThan(String fingerprint) {
        String its = state.map(known -> known.identity().fingerprint()).orElse("");
        boolean other = !fingerprint.isEmpty() && !its.isEmpty() && !its.equals(fingerprint);
        return other == otherModel ? this : new NodeFacts(name, label, digit, position, state, turn, forecast, client, cut, group, other);
    }

    /** For the badge: the name if that is short, else the node's number among all. @param number from 1 */
    String code(int number) {
        return name.length() <= LETTERS ? name : Integer.toString(number);
    }

    /** Name and label, each once. */
    String whole() {
        return label.equals(name) ? name : name + " " + label;
    }

    /** Whether the context is in its KV cache; empty while there is no context. */
    Optional<Forecast.Cache> cache() {
        return forecast.flatMap(Forecast::cache);
    }

    /** It may answer. */
    boolean isUp() {
        return state.filter(NodeState::answers).isPresent();
    }

    /** It is of another process, and does not answer: whether it runs is not known. */
    boolean isGone() {
        return state.filter(NodeState::isGone).isPresent();
    }

    /** It is of another process. */
    boolean isRemote() {
        return state.filter(its -> its.watch().isPresent()).isPresent();
    }

    /** It was heard of, and is down now. */
    boolean isDown() {
        return state.isPresent() && !isUp();
    }

    /** Nothing was heard of it for some time: what is shown is old. */
    boolean isSilent(java.time.Instant now) {
        return state.filter(its -> its.isSilent(now)).isPresent();
    }

    /** Whether what is typed names it. */
    boolean matches(String typed) {
        String wanted = typed.strip().toLowerCase(java.util.Locale.ROOT);
        return name.toLowerCase(java.util.Locale.ROOT).contains(wanted) || label.toLowerCase(java.util.Locale.ROOT).contains(wanted)
                || group.toLowerCase(java.util.Locale.ROOT).contains(wanted);
    }
}
