package discedge.fred.store;

import discedge.fred.StoreEffect;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One session, read now: by one scan at the FReD node beside this one, and what the others have beyond that. A member has
 * answered when all that it lists was read; one that is silent, forbids it or is no member in truth has not.
 */
final class Fetching {
    private static final int RECORDS = 64;
    private static final int KEYS = 256;
    private static final Duration AGAIN = Duration.ofMillis(500);

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
            new Member(setup.own(), Optional.empty()).records(() -> {
                // What is asked of the others is only what the scan did not bring.
                setup.others().forEach((member, host) -> new Member(member, Optional.of(host)).keys());
            });
        }

        private String first() {
            return new RecordKey.First(new SessionId(session)).text();
        }

        private void settle() {
            if (silent.isEmpty()) end();
        }

        private void end() {
            if (over) return;
            over = true;
            desk.add(new StoreEffect.Fetched(token, Set.copyOf(silent), found, List.of(), erased || held.hasErased(session)));
        }

        /** What one member has of the session. */
        private final class Member {
            final String name;
            final Optional<String> host;
            final Set<String> missing = new LinkedHashSet<>();

            Member(String name, Optional<String> host) {
                this.name = name;
                this.host = host;
            }

            private void call(FredCall call, Consumer<FredReply> then) {
                desk.call(host, call, reply -> {
                    if (!over) then.accept(reply);
                });
            }

            /** Takes all in. @param then after the first try, whatever came of it */
            void records(Runnable then) {
                read(false, RECORDS, item -> {
                    if (item.value().isEmpty()) erased = true;
                    else if (held.arrived(item.id(), item.value(), name)) found++;
                }, answered -> {
                    if (answered) answered();
                    else again(() -> records(() -> { }));
                    then.run();
                });
            }

            /** Takes in what is not here. */
            void keys() {
                missing.clear();
                read(true, KEYS, item -> {
                    if (!held.knows(item.id())) missing.add(item.id());
                }, answered -> {
                    if (answered) fetch();
                    else again(this::keys);
                });
            }

            /** Somebody waits for the session: what does not answer now may do so before it is given up. */
            private void again(Runnable what) {
                desk.in(AGAIN, () -> {
                    if (!over) what.run();
                });
            }

            private void read(boolean keysOnly, int size, Consumer<FredReply.Item> item, Consumer<Boolean> answered) {
                Pages.read(this::call, setting.keygroup(), first(), session, keysOnly, size, new Pages.Reader() {
                    @Override
                    public void page(List<FredReply.Item> items) {
                        items.stream().filter(one -> one.id().startsWith(session)).forEach(item);
                    }

                    @Override
                    public void end(Optional<FredReply> failure) {
                        if (failure.isEmpty()) answered.accept(true);
                        else if (failure.get() instanceof FredReply.NoStart) nothing(() -> read(keysOnly, size, item, answered), answered);
                        else answered.accept(false);
                    }
                });
            }

            /** A scan cannot begin: the member has nothing of the session, or is one by name only. */
            private void nothing(Runnable again, Consumer<Boolean> answered) {
                call(new FredCall.Read(setting.keygroup(), first(), List.of()), reply -> {
                    // It came in between.
                    if (reply instanceof FredReply.Items) again.run();
                    else answered.accept(reply instanceof FredReply.NotFound);
                });
            }

            /** All at once: over a long way each takes its time. */
            private void fetch() {
                if (missing.isEmpty()) answered();
                var unread = new HashSet<String>();
                var out = new HashSet<>(missing);
                for (String key : missing) call(new FredCall.Read(setting.keygroup(), key, List.of()), reply -> {
                    switch (reply) {
                        case FredReply.Items items -> {
                            if (held.brought(key, items.items().getFirst().value(), name)) found++;
                        }
                        // Listed and not to be read: a tombstone.
                        case FredReply.NotFound _ -> erased = true;
                        case FredReply.Refusal _, FredReply.TooLong _, FredReply.NoAnswer _, FredReply.Done _, FredReply.Written _, FredReply.Info _, FredReply.Hosts _ -> unread.add(key);
                    }
                    out.remove(key);
                    if (!out.isEmpty()) return;
                    if (unread.isEmpty()) answered();
                    else again(this::keys);
                });
            }

            private void answered() {
                silent.remove(name);
                settle();
            }
        }
    }

    void fetch(long token, String session, Duration timeout) {
        if (setup.isReady() && SessionId.isValid(session)) new Fetch(token, session).begin(timeout);
        else desk.add(new StoreEffect.Fetched(token, Set.of(setting.address()), 0, List.of(), false));
    }
}
