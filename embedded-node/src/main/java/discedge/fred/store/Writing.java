package discedge.fred.store;

import discedge.event.ReplicaEvent;
import discedge.fred.StoreEffect;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.VectorClock;
import discedge.session.RecordKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes, each create-if-absent under a key of its own. One is kept when FReD said so or told the trigger of it, whichever comes
 * first: with a frozen peer the answer never comes, though the item is there. Where neither comes, the item is read back.
 */
final class Writing {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final String FILLER = "1";

    private static final class Write {
        final long token;
        final String key;
        final String text;
        final int bytes;
        final Instant until;

        Write(long token, String key, byte[] value, Instant until) {
            this.token = token;
            this.key = key;
            this.text = SevenBits.pack(value);
            this.bytes = value.length;
            this.until = until;
        }
    }

    private final FredStoreSetting setting;
    private final Desk desk;
    private final Setup setup;
    private final Held held;
    private final Map<String, Write> writes = new LinkedHashMap<>();
    private final Set<String> firstKeys = new HashSet<>();
    private final Set<String> ownTombstones = new HashSet<>();
    private final Confirming confirming;
    private long number;

    Writing(FredStoreSetting setting, Desk desk, Setup setup, Held held, Confirming confirming) {
        this.setting = setting;
        this.desk = desk;
        this.setup = setup;
        this.held = held;
        this.confirming = confirming;
    }

    long number() {
        return number;
    }

    /** The session was deleted through this node. */
    boolean buried(String session) {
        return ownTombstones.contains(session);
    }

    void create(long token, String key, byte[] value) {
        if (setup.trouble().isPresent()) {
            failed(token, key, "FReD at " + setting.address() + " cannot be used now: " + setup.trouble().get());
            return;
        }
        if (writes.containsKey(key)) {
            failed(token, key, "the same item is being written");
            return;
        }
        RecordKey.parse(key).ifPresent(parsed -> first(new RecordKey.First(parsed.session()).text()));
        var write = new Write(token, key, value, desk.now().plus(setting.writeWithin()));
        writes.put(key, write);
        send(write);
    }

    /** A session's scan begins at its constant first key. */
    private void first(String key) {
        if (held.has(key) || !firstKeys.add(key)) return;
        desk.call(new FredCall.Update(setting.keygroup(), key, FILLER, List.of(VectorClock.NONE)), reply -> {
            firstKeys.remove(key);
            if (reply instanceof FredReply.Written) held.put(key);
            // Refused because it is there, or because nothing can be kept now: then the session's next write tries again.
            else desk.call(new FredCall.Read(setting.keygroup(), key, List.of()), read -> {
                if (read instanceof FredReply.Items) held.put(key);
            });
        });
    }

    private void send(Write write) {
        desk.call(new FredCall.Update(setting.keygroup(), write.key, write.text, List.of(VectorClock.NONE)), reply -> {
            if (!isOpen(write)) return;
            if (reply instanceof FredReply.Written) kept(write);
            // "error updating item" says neither what was wrong nor whether the item is there.
            else look(write, reply);
        });
    }

    private void look(Write write, FredReply answer) {
        desk.call(new FredCall.Read(setting.keygroup(), write.key, List.of()), reply -> {
            if (!isOpen(write)) return;
            switch (reply) {
                case FredReply.Items items when items.items().stream().anyMatch(item -> item.value().equals(write.text)) -> kept(write);
                case FredReply.Items _ -> ended(write, "another value stands under its key");
                case FredReply.NoAnswer(String why) -> {
                    if (desk.now().isBefore(write.until)) desk.in(LOOK_AGAIN, () -> lookAgain(write, answer));
                    else {
                        ended(write, "FReD did not say whether it keeps the item: " + why + "; ask again");
                        setup.lost(why);
                    }
                }
                case FredReply.Refusal _ when answer instanceof FredReply.NoAnswer(String why) -> {
                    if (!desk.now().isBefore(write.until)) ended(write, "FReD did not keep the item: " + why);
                    else desk.in(LOOK_AGAIN, () -> {
                        if (isOpen(write)) send(write);
                    });
                }
                case FredReply.NotFound _ -> ended(write, "FReD did not keep the item: " + Setup.words(answer));
                case FredReply.Refusal refusal -> {
                    ended(write, "FReD did not keep the item: " + Setup.words(answer));
                    setup.lost(refusal.message());
                }
                case FredReply.TooLong _, FredReply.Done _, FredReply.Written _, FredReply.Info _, FredReply.Hosts _ -> ended(write, Setup.words(reply));
            }
        });
    }

    private void lookAgain(Write write, FredReply answer) {
        if (isOpen(write)) look(write, answer);
    }

    private boolean isOpen(Write write) {
        return writes.get(write.key) == write;
    }

    /** FReD told the trigger of it: after storing and before answering. True if it is a write of this node. */
    boolean told(String key, String text) {
        Write write = writes.get(key);
        if (write == null || !write.text.equals(text)) return false;
        kept(write);
        return true;
    }

    private void kept(Write write) {
        writes.remove(write.key);
        held.put(write.key);
        desk.emit(new ReplicaEvent.Written(desk.now(), setting.node(), setting.epoch(), ++number, write.key, write.bytes));
        desk.add(new StoreEffect.Created(write.token));
        if (RecordKey.parse(write.key).orElse(null) instanceof RecordKey.Deleted deleted) {
            ownTombstones.add(deleted.session().value());
            confirming.begin(write.key);
        }
    }

    private void ended(Write write, String why) {
        writes.remove(write.key);
        failed(write.token, write.key, why);
    }

    private void failed(long token, String key, String why) {
        desk.emit(new ReplicaEvent.WriteFailed(desk.now(), setting.node(), key, why));
        desk.add(new StoreEffect.CreateFailed(token, why));
    }
}
