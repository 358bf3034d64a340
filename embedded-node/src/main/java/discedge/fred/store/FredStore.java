package discedge.fred.store;

import discedge.fred.ItemCheck;
import discedge.fred.PeerView;
import discedge.fred.RecordStore;
import discedge.fred.StoreEffect;
import discedge.fred.StoredItem;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.session.RecordKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * FReD as the store of one node's turn records: calls go out as {@link StoreEffect.Call}, answers come in by {@link #replied},
 * FReD's triggers by {@link #told}. docs/fred.md tells what is done and why.
 */
public final class FredStore implements RecordStore {
    private static final int PAGE = 64;

    private final FredStoreSetting setting;
    private final Desk desk = new Desk();
    private final Held held;
    private final Setup setup;
    private final Writing writing;
    private final Confirming confirming;
    private final Erasing erasing;
    private final Sweeping sweeping;
    private final Fetching fetching;

    public FredStore(FredStoreSetting setting, ItemCheck check) {
        this.setting = setting;
        held = new Held(setting, check, desk);
        setup = new Setup(setting, desk, new Setup.Listener() {
            @Override
            public void open() {
                readAll();
            }

            @Override
            public void lost() {
                sweeping.end();
            }
        });
        confirming = new Confirming(setting, desk, setup);
        writing = new Writing(setting, desk, setup, held, confirming);
        held.own(writing::told);
        erasing = new Erasing(setting, desk, held);
        sweeping = new Sweeping(setting, desk, setup, held);
        fetching = new Fetching(setting, desk, setup, held);
    }

    /** Begins to set FReD up, and goes on until it is. */
    public void start(Instant now) {
        desk.at(now);
        setup.begin();
    }

    /** All that FReD holds is told; then the store is ready. */
    private void readAll() {
        Pages.read(desk::call, setting.keygroup(), Setup.ANCHOR, "", false, PAGE, new Pages.Reader() {
            @Override
            public void page(List<FredReply.Item> items) {
                for (FredReply.Item item : items) {
                    if (!item.value().isEmpty()) held.arrived(item.id(), item.value(), setup.own());
                    else if (!held.has(item.id())) held.deleted(item.id());
                }
            }

            @Override
            public void end(Optional<FredReply> failure) {
                if (failure.isPresent()) setup.failed(Setup.words(failure.get()));
                else {
                    setup.ready();
                    sweeping.begin();
                }
            }
        });
    }

    /** A call was answered, or was not. */
    public void replied(long call, FredReply reply, Instant now) {
        desk.at(now);
        desk.replied(call, reply);
    }

    /**
     * FReD tells of an item.
     *
     * @param value empty = deleted
     * @param from which node it came from; empty = not known, FReD itself does not say it
     */
    public void told(String keygroup, String key, String value, String from, Instant now) {
        desk.at(now);
        if (!keygroup.equals(setting.keygroup())) return;
        sweeping.heard();
        if (value.isEmpty()) held.deleted(key);
        else held.arrived(key, value, from.isEmpty() ? setup.own() : from);
    }

    /** What is to be called before this node goes: a trigger that is gone makes FReD's writes look failed. */
    public FredCall farewell() {
        return new FredCall.RemoveTrigger(setting.keygroup(), setting.trigger());
    }

    public String keygroup() {
        return setting.keygroup();
    }

    /** The FReD node beside this one; empty before it was reached. */
    public String own() {
        return setup.own();
    }

    /** Where the keygroup's other members are reached, by name. Empty before FReD was reached. */
    public Map<String, String> others() {
        return setup.others();
    }

    @Override
    public void create(long token, String key, byte[] value, Instant now) {
        desk.at(now);
        writing.create(token, key, value);
    }

    @Override
    public void erase(Collection<String> keys, Instant now) {
        desk.at(now);
        keys.stream().findFirst().flatMap(RecordKey::parse).ifPresent(key -> erasing.erase(keys, writing.buried(key.session().value())));
    }

    @Override
    public void fetch(long token, String prefix, Duration timeout, Instant now) {
        desk.at(now);
        fetching.fetch(token, prefix, timeout);
    }

    /** Nothing is here before FReD was asked: all of it arrives. */
    @Override
    public List<StoredItem> scan(String prefix) {
        return List.of();
    }

    @Override
    public boolean hasErased(String prefix) {
        return held.hasErased(prefix);
    }

    @Override
    public boolean safe(String key) {
        return confirming.isSafe(key);
    }

    @Override
    public Optional<String> trouble() {
        return setup.trouble().map(why -> "FReD at " + setting.address() + " cannot be used now: " + why);
    }

    @Override
    public List<PeerView> peers() {
        var peers = new ArrayList<PeerView>();
        setup.others().forEach((name, host) -> {
            Optional<Sweeping.Seen> seen = sweeping.seen(name);
            boolean reached = setup.isReady() && seen.filter(Sweeping.Seen::answered).isPresent();
            peers.add(new PeerView(Optional.of(host), Optional.of(name), reached, setup.isReady(), false,
                    ownNumber() - seen.map(Sweeping.Seen::missing).orElse(0), seen.map(Sweeping.Seen::roundTrip)));
        });
        return peers;
    }

    @Override
    public long ownNumber() {
        return writing.number();
    }

    @Override
    public void tick(Instant now) {
        desk.at(now);
        desk.tick();
    }

    @Override
    public List<StoreEffect> drain() {
        return desk.drain();
    }
}
