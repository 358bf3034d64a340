package discedge.fred.store;

import discedge.event.FredEvent;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.Role;
import discedge.fred.kv.VectorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes FReD ready for this node, as often as is needed: keygroup, membership, roles, trigger. After a restart of FReD all of
 * it may be gone, so all of it is asked for again each time.
 */
final class Setup {
    /** Sorts before every session's keys: where the whole keygroup is read from. */
    static final String ANCHOR = "0".repeat(41);
    private static final String FILLER = "1";

    /** What comes before the store can be used, and after it could. */
    interface Listener {
        /** Everything is set up: read what is there, then call {@link #ready}. */
        void open();

        void lost();
    }

    private final FredStoreSetting setting;
    private final Desk desk;
    private final Listener listener;
    private Map<String, String> members = new TreeMap<>();
    private String own = "";
    private Optional<String> trouble = Optional.of("it is being set up");
    private boolean running;
    private boolean tried;
    private String said = "";
    private Instant began = Instant.EPOCH;

    Setup(FredStoreSetting setting, Desk desk, Listener listener) {
        this.setting = setting;
        this.desk = desk;
        this.listener = listener;
    }

    /** Why FReD cannot be used; empty if it can. */
    Optional<String> trouble() {
        return trouble;
    }

    boolean isReady() {
        return trouble.isEmpty();
    }

    /** The FReD node beside this one; empty before it is known. */
    String own() {
        return own;
    }

    /** Where the keygroup's other nodes are called, by name: at their hosts or, in process, by their names. */
    Map<String, String> others() {
        var others = new TreeMap<>(members);
        others.remove(own);
        if (setting.isInProcess()) others.replaceAll((node, _) -> node);
        return others;
    }

    void members(FredReply.Info info) {
        Map<String, String> before = members;
        members = new TreeMap<>();
        info.members().keySet().forEach(node -> members.put(node, info.hosts().getOrDefault(node, "")));
        // Before it is ready they are told with that.
        if (isReady() && !members.equals(before)) desk.emit(new FredEvent.Members(desk.now(), setting.node(), Map.copyOf(members)));
    }

    void begin() {
        if (running) return;
        running = true;
        began = desk.now();
        desk.call(new FredCall.CreateKeygroup(setting.keygroup(), true, Duration.ZERO), reply -> {
            // "error creating keygroup" is what FReD says of one that exists, too.
            if (reply instanceof FredReply.NoAnswer(String why)) failed(why);
            else info(reply instanceof FredReply.Done);
        });
    }

    private void info(boolean created) {
        desk.call(new FredCall.GetKeygroupInfo(setting.keygroup()), reply -> {
            switch (reply) {
                case FredReply.Info info -> {
                    members(info);
                    name(created && members.size() == 1 ? Optional.of(members.keySet().iterator().next()) : Optional.empty());
                }
                case FredReply.NoAnswer(String why) -> failed(why);
                default -> failed("it does not open keygroup " + setting.keygroup() + " to this node's certificate (" + words(reply)
                        + "): list the certificate's name under 'users' at the node that made the keygroup; if no node could make it, look at FReD's naming service");
            }
        });
    }

    private void name(Optional<String> sole) {
        Optional<String> known = setting.fredNode().or(() -> sole);
        if (known.isPresent()) {
            own = known.get();
            join();
            return;
        }
        desk.call(new FredCall.GetAllReplica(), reply -> {
            Map<String, String> hosts = reply instanceof FredReply.Hosts found ? found.hosts() : Map.of();
            Optional<String> mine = hosts.entrySet().stream().filter(entry -> entry.getValue().equals(setting.address())).map(Map.Entry::getKey).findFirst();
            if (reply instanceof FredReply.NoAnswer(String why)) failed(why);
            else if (mine.isEmpty()) failed("none of its nodes " + hosts + " advertises " + setting.address() + ": say which one it is with 'node' in the store's configuration");
            else {
                own = mine.get();
                join();
            }
        });
    }

    private void join() {
        if (!members.containsKey(own)) add(Optional.empty(), () -> probe(List.of(this::rejoinHere, this::rejoinElsewhere)));
        else probe(List.of(() -> add(Optional.empty(), () -> probe(List.of(this::rejoinHere, this::rejoinElsewhere))), this::rejoinElsewhere));
    }

    /** @param at host of the node that is asked; empty = the one beside */
    private void add(Optional<String> at, Runnable then) {
        desk.call(at, new FredCall.AddReplica(setting.keygroup(), own, Duration.ZERO), reply -> {
            if (reply instanceof FredReply.NoAnswer(String why) && at.isEmpty()) failed(why);
            // A member that has forgotten everything may be refused and yet be well again: the probe tells.
            else then.run();
        });
    }

    private void rejoinHere() {
        rejoin(Optional.empty(), () -> probe(List.of(this::rejoinElsewhere)));
    }

    private void rejoinElsewhere() {
        rejoin(others().values().stream().findFirst(), () -> probe(List.of()));
    }

    /** Two that join in the same moment can leave one of them a member by name only. */
    private void rejoin(Optional<String> at, Runnable then) {
        desk.call(at, new FredCall.RemoveReplica(setting.keygroup(), own), _ -> add(at, then));
    }

    /**
     * A member that restarted without its memory answers errors for its keygroups until it is added once more.
     *
     * @param cures the first is tried if it is not well; each probes again
     */
    private void probe(List<Runnable> cures) {
        desk.call(new FredCall.Read(setting.keygroup(), ANCHOR, List.of()), reply -> {
            boolean well = reply instanceof FredReply.Items || reply instanceof FredReply.NotFound;
            if (reply instanceof FredReply.NoAnswer(String why)) failed(why);
            else if (well) membersAgain();
            else if (!cures.isEmpty()) cures.getFirst().run();
            else failed("node " + own + " cannot be made a member of keygroup " + setting.keygroup() + " (" + words(reply) + ")");
        });
    }

    private void membersAgain() {
        desk.call(new FredCall.GetKeygroupInfo(setting.keygroup()), reply -> {
            if (reply instanceof FredReply.Info info) members(info);
            grant();
        });
    }

    private void grant() {
        next(new ArrayDeque<>(grants()));
    }

    private List<FredCall> grants() {
        var calls = new ArrayList<FredCall>();
        for (String user : setting.users()) for (Role role : Role.values()) calls.add(new FredCall.AddUser(user, setting.keygroup(), role));
        return calls;
    }

    /**
     * A member refuses. A FReD node that asked for a user's roles while they were being granted keeps what it saw half of, until
     * they are granted again.
     */
    void grantAgain() {
        for (FredCall call : grants()) desk.call(call, _ -> { });
    }

    /** One after the other; that one is refused does not stop the others: another node may have granted before. */
    private void next(ArrayDeque<FredCall> calls) {
        if (calls.isEmpty()) anchor();
        else desk.call(calls.poll(), reply -> {
            if (reply instanceof FredReply.NoAnswer(String why)) failed(why);
            else next(calls);
        });
    }

    private void anchor() {
        desk.call(new FredCall.Update(setting.keygroup(), ANCHOR, FILLER, List.of(VectorClock.NONE)), reply -> {
            if (reply instanceof FredReply.NoAnswer(String why)) failed(why);
            else trigger();
        });
    }

    private void trigger() {
        // One of an earlier life may stand there with another address.
        desk.call(new FredCall.RemoveTrigger(setting.keygroup(), setting.trigger()), _ ->
                desk.call(new FredCall.AddTrigger(setting.keygroup(), setting.trigger(), setting.triggerHost()), reply -> {
                    if (reply instanceof FredReply.Done) listener.open();
                    else failed("it does not take the trigger at " + setting.triggerHost() + " (" + words(reply) + ")");
                }));
    }

    void ready() {
        running = false;
        tried = false;
        said = "";
        trouble = Optional.empty();
        desk.emit(new FredEvent.Ready(desk.now(), setting.node(), setting.address(), own, setting.keygroup(), Map.copyOf(members), setting.triggerHost(),
                setting.users(), Duration.between(began, desk.now())));
    }

    /**
     * FReD cannot be used any more, or not yet. It is tried again; a reason is told once, and not of the first try: a FReD that has
     * just started is slow to its first callers, so that is tried again at once.
     */
    void failed(String why) {
        boolean was = isReady();
        running = true;
        trouble = Optional.of(why);
        if (!was && !tried) {
            tried = true;
            running = false;
            begin();
            return;
        }
        tried = true;
        if (!said.equals(why)) desk.emit(new FredEvent.Trouble(desk.now(), setting.node(), setting.address(), why, setting.retryEvery()));
        said = why;
        if (was) listener.lost();
        desk.in(setting.retryEvery(), () -> {
            running = false;
            begin();
        });
    }

    /** What was ready is no more. */
    void lost(String why) {
        if (isReady()) failed(why);
    }

    static String words(FredReply reply) {
        return switch (reply) {
            case FredReply.Refusal refusal -> "FReD says: " + refusal.message();
            case FredReply.TooLong(String why) -> why;
            case FredReply.NoAnswer(String why) -> why;
            case FredReply.Done _, FredReply.Items _, FredReply.Written _, FredReply.Info _, FredReply.Hosts _ -> "FReD answered something else";
        };
    }
}
