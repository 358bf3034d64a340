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

    private final SessionId session;
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

    private SessionItems(SessionId session, ItemCheck check, Consumer<Answer> then) {
        this.session = session;
        this.check = check;
        this.then = then;
    }

    /** @param calls FReD; answers come one at a time */
    public static void read(String keygroup, SessionId session, ItemCheck check, BiConsumer<FredCall, Consumer<FredReply>> calls, Consumer<Answer> then) {
        new SessionItems(session, check, then).read(keygroup, calls);
    }

    private void read(String keygroup, BiConsumer<FredCall, Consumer<FredReply>> calls) {
        Pages.read(calls::accept, keygroup, new RecordKey.First(session).text(), session.value(), false, PAGE, new Pages.Reader() {
            @Override
            public void page(List<FredReply.Item> items) {
                items.forEach(SessionItems.this::take);
            }

            @Override
            public void end(Optional<FredReply> failure) {
                then.accept(answer(failure));
            }
        });
    }

    private Answer answer(Optional<FredReply> failure) {
        // What FReD says if the first key is missing: this node has nothing of the session.
        boolean nothing = failure.filter(reply -> reply instanceof FredReply.NoStart && found.isEmpty()).isPresent();
        return failure.isEmpty() || nothing ? new Answer(List.copyOf(found), Optional.empty()) : new Answer(List.of(), failure.map(Setup::words));
    }

    private void take(FredReply.Item item) {
        if (!item.id().startsWith(session.value())) return;
        if (RecordKey.parse(item.id()).filter(key -> !(key instanceof RecordKey.First)).isEmpty()) return;
        Optional<byte[]> value = item.value().isEmpty() ? Optional.empty() : SevenBits.unpack(item.value());
        String origin = value.filter(bytes -> check.problem(item.id(), bytes).isEmpty()).map(bytes -> check.origin(item.id(), bytes)).orElse("");
        found.add(new KeptItem(item.id(), item.version(), origin, value.map(bytes -> bytes.length).orElse(item.value().length()), item.value().isEmpty()));
    }
}
