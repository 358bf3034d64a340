package discedge.runtime;

import com.google.protobuf.UnsafeByteOperations;
import discedge.fred.Origin;
import discedge.fred.PeerMessage;
import discedge.fred.StoredItem;
import discedge.runtime.wire.Beat;
import discedge.runtime.wire.Frame;
import discedge.runtime.wire.Held;
import discedge.tokens.UnreadableException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One stream's messages as frames of {@code replica.proto} and back. It remembers, for each direction, the numbers its
 * sender gave to origins: 0 is the origin of the sender's hello, every other one is named in the first item or skip that
 * has it. An acknowledgement speaks of the other side's items, so it uses the other side's numbers.
 * Safe for one thread that sends and one that receives.
 */
public final class Wire {
    /** The version of these frames; a peer with another one is refused. */
    public static final int VERSION = 1;

    private final OriginNumbers sent = new OriginNumbers();
    private final OriginNumbers heard = new OriginNumbers();

    /** @throws IllegalStateException if the first message is no hello, or a later one is */
    public synchronized Frame encode(PeerMessage message) {
        Frame.Builder frame = Frame.newBuilder();
        if (message instanceof PeerMessage.Hello == sent.greeted()) {
            throw new IllegalStateException("The first message on a link is the hello, and only the first: " + message);
        }
        switch (message) {
            case PeerMessage.Hello m -> {
                sent.add(new Origin(m.node(), m.epoch()));
                frame.getHelloBuilder().setNode(m.node()).setEpoch(m.epoch()).setDurable(m.durable())
                        .setKeygroup(m.keygroup()).setFingerprint(m.fingerprint()).setVersion(VERSION);
            }
            case PeerMessage.Have m -> {
                var have = frame.getHaveBuilder();
                m.held().forEach((origin, number) -> have.addHeld(Held.newBuilder().setOrigin(named(origin)).setNumber(number)));
                m.live().forEach(origin -> have.addLive(named(origin)));
            }
            case PeerMessage.Item m -> encode(m.item(), m.loose(), frame.getItemBuilder());
            case PeerMessage.Ack m -> encode(m, frame);
            case PeerMessage.Skip m -> {
                var skip = frame.getSkipBuilder().setFrom(m.from()).setThrough(m.through());
                int known = sent.indexOf(m.origin());
                if (known < 0) skip.setOrigin(named(m.origin()));
                skip.setOriginIndex(known < 0 ? sent.add(m.origin()) : known);
            }
            case PeerMessage.Want m -> frame.getWantBuilder().setId(m.id()).setPrefix(m.prefix());
            case PeerMessage.WantDone m -> frame.getWantDoneBuilder().setId(m.id()).setFound(m.found())
                    .setKeygroup(m.keygroup()).setFingerprint(m.fingerprint()).setErased(m.erased());
            case PeerMessage.Beat m -> frame.setBeat(Beat.newBuilder().setId(m.id()));
            case PeerMessage.BeatBack m -> frame.setBeatBack(Beat.newBuilder().setId(m.id()));
        }
        return frame.build();
    }

    private void encode(StoredItem item, boolean loose, discedge.runtime.wire.Item.Builder out) {
        int known = sent.indexOf(item.origin());
        if (known < 0) out.setOrigin(named(item.origin()));
        out.setOriginIndex(known < 0 ? sent.add(item.origin()) : known).setNumber(item.number()).setKey(item.key())
                .setValue(UnsafeByteOperations.unsafeWrap(item.value())).setLoose(loose);
    }

    private void encode(PeerMessage.Ack ack, Frame.Builder frame) {
        int known = heard.indexOf(ack.origin());
        if (known == 0) {
            frame.setAcked(ack.number());
        } else if (known > 0) {
            frame.getAckBuilder().setOriginIndex(known).setNumber(ack.number());
        } else {
            frame.getAckBuilder().setOrigin(named(ack.origin())).setNumber(ack.number());
        }
    }

    /** @throws UnreadableException if the frame is of another version, out of place or names an origin nobody introduced */
    public synchronized PeerMessage decode(Frame frame) {
        if (frame.hasHello() == heard.greeted()) {
            throw new UnreadableException("the first frame of a link must be the hello, and only the first; this is "
                    + frame.getBodyCase());
        }
        return switch (frame.getBodyCase()) {
            case HELLO -> decode(frame.getHello());
            case HAVE -> decode(frame.getHave());
            case ITEM -> {
                var item = frame.getItem();
                Origin origin = introduced(item.getOriginIndex(), item.hasOrigin(), item.getOrigin());
                var stored = new StoredItem(item.getKey(), item.getValue().toByteArray(), origin, item.getNumber());
                yield new PeerMessage.Item(stored, item.getLoose());
            }
            case ACKED -> new PeerMessage.Ack(sent.get(0), frame.getAcked());
            case ACK -> {
                var ack = frame.getAck();
                yield new PeerMessage.Ack(ack.hasOrigin() ? origin(ack.getOrigin()) : sent.get(ack.getOriginIndex()), ack.getNumber());
            }
            case SKIP -> {
                var skip = frame.getSkip();
                yield new PeerMessage.Skip(introduced(skip.getOriginIndex(), skip.hasOrigin(), skip.getOrigin()), skip.getFrom(), skip.getThrough());
            }
            case WANT -> new PeerMessage.Want(frame.getWant().getId(), frame.getWant().getPrefix());
            case WANT_DONE -> {
                var done = frame.getWantDone();
                yield new PeerMessage.WantDone(done.getId(), done.getFound(), done.getKeygroup(), done.getFingerprint(), done.getErased());
            }
            case BEAT -> new PeerMessage.Beat(frame.getBeat().getId());
            case BEAT_BACK -> new PeerMessage.BeatBack(frame.getBeatBack().getId());
            case BODY_NOT_SET -> throw new UnreadableException("a frame of a kind that this version does not know");
        };
    }

    private PeerMessage decode(discedge.runtime.wire.Hello hello) {
        if (hello.getVersion() != VERSION) {
            throw new UnreadableException("node " + hello.getNode() + " speaks version " + hello.getVersion()
                    + " of the replica protocol, this node " + VERSION + ": run the same release on both");
        }
        heard.add(new Origin(hello.getNode(), hello.getEpoch()));
        return new PeerMessage.Hello(hello.getNode(), hello.getEpoch(), hello.getDurable(), hello.getKeygroup(), hello.getFingerprint());
    }

    private static PeerMessage decode(discedge.runtime.wire.Have have) {
        Map<Origin, Long> held = new HashMap<>();
        have.getHeldList().forEach(each -> held.put(origin(each.getOrigin()), each.getNumber()));
        Set<Origin> live = new HashSet<>();
        have.getLiveList().forEach(each -> live.add(origin(each)));
        return new PeerMessage.Have(held, live);
    }

    private Origin introduced(int index, boolean named, discedge.runtime.wire.Origin name) {
        if (!named) return heard.get(index);
        int given = heard.add(origin(name));
        if (given != index) {
            throw new UnreadableException("origin " + name.getNode() + " introduced as " + index + " where " + given + " is next");
        }
        return heard.get(index);
    }

    private static discedge.runtime.wire.Origin named(Origin origin) {
        return discedge.runtime.wire.Origin.newBuilder().setNode(origin.node()).setEpoch(origin.epoch()).build();
    }

    private static Origin origin(discedge.runtime.wire.Origin origin) {
        return new Origin(origin.getNode(), origin.getEpoch());
    }
}
