package discedge.fred.store;

import discedge.fred.StoreEffect;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.VectorClock;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One session, read now: by one scan at the FReD node beside this one, and what the others have beyond that. */
final class Fetching {
    private static final int RECORDS = 64;

    private final FredStoreSetting setting;
    private final Desk desk;
    private final Setup setup;
    private final Held held;

    Fetching(FredStoreSetting setting, Desk desk, Setup setup, Held held) {
        this.setting = setting;
        this.desk = desk;
        this.setup = setup;
        this.held = held;
    }

    private final class Fetch {
        final long token;
        final String session;
        /** Members that have not answered. */
        final Set<String> silent = new TreeSet<>();
        int found;
        boolean erased;
        boolean over;

        Fetch(long token, String session) {
            this.token = token;
            this.session = session;
        }

        void begin(Duration timeout) {
            silent.add(setup.own());
            silent.addAll(setup.others().keySet());
            desk.in(timeout, this::end);
            scan(first());
        }

        private String first() {
            return new RecordKey.First(new SessionId(session)).text();
        }

        private void scan(String from) {
            desk.call(new FredCall.Scan(setting.keygroup(), from, RECORDS, false), reply -> {
                if (over) return;
                if (reply instanceof FredReply.Items page) {
                    for (FredReply.Item item : page.items()) {
                        if (!item.id().startsWith(session)) continue;
                        if (item.value().isEmpty()) erased = true;
                        else if (held.arrived(item.id(), item.value(), setup.own())) found++;
                    }
                    String last = page.items().isEmpty() ? "" : page.items().getLast().id();
                    if (page.items().size() >= RECORDS && last.startsWith(session) && last.compareTo(from) > 0) {
                        scan(last);
                        return;
                    }
                }
                if (!(reply instanceof FredReply.NoAnswer)) silent.remove(setup.own());
                // What is asked of the others is only what the scan did not bring.
                setup.others().forEach(this::keys);
                if (silent.isEmpty()) end();
            });
        }

        private void keys(String member, String host) {
            desk.call(Optional.of(host), new FredCall.Scan(setting.keygroup(), first(), RECORDS * 4L, true), reply -> {
                if (over) return;
                var missing = new ArrayDeque<String>();
                if (reply instanceof FredReply.Items page)
                    for (FredReply.Item item : page.items()) if (item.id().startsWith(session) && !held.knows(item.id()) && !missing.contains(item.id())) missing.add(item.id());
                if (reply instanceof FredReply.NoAnswer) settle();
                else read(member, host, missing);
            });
        }

        private void read(String member, String host, ArrayDeque<String> missing) {
            if (missing.isEmpty()) {
                silent.remove(member);
                settle();
                return;
            }
            String key = missing.poll();
            desk.call(Optional.of(host), new FredCall.Read(setting.keygroup(), key, List.of()), reply -> {
                if (over) return;
                if (reply instanceof FredReply.NotFound) erased = true;
                if (reply instanceof FredReply.Items items && !held.has(key)) {
                    String text = items.items().getFirst().value();
                    if (held.arrived(key, text, member)) found++;
                    desk.call(new FredCall.Update(setting.keygroup(), key, text, List.of(VectorClock.NONE)), _ -> { });
                }
                read(member, host, missing);
            });
        }

        private void settle() {
            if (silent.isEmpty()) end();
        }

        private void end() {
            if (over) return;
            over = true;
            desk.add(new StoreEffect.Fetched(token, Set.copyOf(silent), found, List.of(), erased || held.hasErased(session)));
        }
    }

    void fetch(long token, String session, Duration timeout) {
        if (setup.isReady() && SessionId.isValid(session)) new Fetch(token, session).begin(timeout);
        else desk.add(new StoreEffect.Fetched(token, Set.of(setting.address()), 0, List.of(), false));
    }
}
