package discedge.fred.store;

import discedge.fred.ItemCheck;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reads one session's items with their versions from a FReD node, for people who look: nothing is kept of it, and the store does not wait for it. */
public final class SessionItems {
    private static final int PAGE = 64;

    private final String keygroup;
    private final SessionId session;
    private final BiConsumer<FredCall, Consumer<FredReply>> calls;
    private final Consumer<Answer> then;
    private final ItemCheck check;
    private final Set<KeptItem> found = new LinkedHashSet<>();

    /**
     * What came of it.
     *
     * @param why it could not be read, in words; empty if it was
     */
    public record Answer(List<KeptItem> items, Optional<String> why) {
        public Answer {
            items = List.copyOf(items);
        }
    }

    private SessionItems(String keygroup, SessionId session, ItemCheck check, BiConsumer<FredCall, Consumer<FredReply>> calls, Consumer<Answer> then) {
        this.keygroup = keygroup;
        this.session = session;
        this.check = check;
        this.calls = calls;
        this.then = then;
    }

    /** @param calls FReD; answers come one at a time */
    public static void read(String keygroup, SessionId session, ItemCheck check, BiConsumer<FredCall, Consumer<FredReply>> calls, Consumer<Answer> then) {
        new SessionItems(keygroup, session, check, calls, then).page(new RecordKey.First(session).text(), PAGE, false);
    }

    /**
     * A page that is too long for a message is halved. The next one begins with the last key again, so that no sibling is missed;
     * a page of nothing but one key's siblings is asked again with one item more.
     */
    private void page(String from, int size, boolean grown) {
        calls.accept(new FredCall.Scan(keygroup, from, size, false), reply -> {
            switch (reply) {
                case FredReply.Items items -> {
                    items.items().forEach(this::take);
                    String last = items.items().isEmpty() ? from : items.items().getLast().id();
                    if (items.items().size() < size || !last.startsWith(session.value())) then.accept(new Answer(List.copyOf(found), Optional.empty()));
                    else if (last.compareTo(from) > 0) page(last, size, false);
                    else page(from, size + 1, true);
                }
                case FredReply.TooLong _ when size > 2 && !grown -> page(from, size / 2, false);
                // What FReD says if the first key is missing: this node has nothing of the session.
                case FredReply.NoStart _ when found.isEmpty() -> then.accept(new Answer(List.of(), Optional.empty()));
                default -> then.accept(new Answer(List.of(), Optional.of(Setup.words(reply))));
            }
        });
    }

    private void take(FredReply.Item item) {
        if (!item.id().startsWith(session.value())) return;
        if (RecordKey.parse(item.id()).filter(key -> !(key instanceof RecordKey.First)).isEmpty()) return;
        Optional<byte[]> value = item.value().isEmpty() ? Optional.empty() : SevenBits.unpack(item.value());
        String origin = value.filter(bytes -> check.problem(item.id(), bytes).isEmpty()).map(bytes -> check.origin(item.id(), bytes)).orElse("");
        found.add(new KeptItem(item.id(), item.version(), origin, value.map(bytes -> bytes.length).orElse(item.value().length()), item.value().isEmpty()));
    }
}
