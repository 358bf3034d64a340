package discedge.runtime;

import discedge.fred.LinkId;
import discedge.fred.PeerMessage;
import discedge.runtime.wire.Frame;
import discedge.tokens.UnreadableException;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One stream, whichever side opened it. Its news is told on its socket's network thread, so in order; sending and ending may
 * come from any thread.
 */
abstract class Link {
    /** Frames gRPC may hand over before it asks again. */
    static final int AHEAD = 32;

    private final LinkId id;
    private final Switchboard board;
    private final Wire wire = new Wire();
    private boolean ended;
    /** Why this side ended it; the other side's goodbye may overtake the telling. */
    private Optional<String> ownReason = Optional.empty();
    private volatile boolean greeted;
    private boolean tellable;

    Link(LinkId id, Switchboard board) {
        this.id = id;
        this.board = board;
    }

    /** Hands the frame to gRPC; holds this link's lock. */
    abstract void write(Frame frame);

    /** Says goodbye behind what was written; holds this link's lock. */
    abstract void finishWriting(String why);

    abstract EventLoop thread();

    /** Lets go of the connection, whatever is still under way on it. */
    abstract void release();

    /** The link is over: when this node dials again. */
    abstract Duration retryIn();

    LinkId id() {
        return id;
    }

    Switchboard board() {
        return board;
    }

    boolean greeted() {
        return greeted;
    }

    synchronized boolean ended() {
        return ended;
    }

    synchronized void send(PeerMessage message) {
        if (ended) return;
        Frame frame = wire.encode(message);
        if (frame.getSerializedSize() > PeerLinks.LARGEST_MESSAGE) {
            throw new IllegalArgumentException("A message of " + frame.getSerializedSize() + " bytes cannot go over a link: the limit is "
                    + PeerLinks.LARGEST_MESSAGE + ".");
        }
        write(frame);
    }

    /** Ends the link from this side: what was sent still goes out if the peer takes it soon. */
    void end(String why) {
        synchronized (this) {
            if (ended) return;
            ended = true;
            ownReason = Optional.of(why);
            finishWriting(why);
        }
        EventLoop thread = thread();
        thread.execute(() -> tellClosed(why));
        thread.schedule(this::release, board.settings().lastWords().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The other side or the network ended it. On the network thread. */
    void lost(String why) {
        String told;
        synchronized (this) {
            ended = true;
            told = ownReason.orElse(why);
        }
        tellClosed(told);
        release();
    }

    /** On the network thread. */
    void tellOpened() {
        tellable = true;
        board.links().put(id.number(), this);
        if (board.told()) board.events().opened(id);
    }

    /** On the network thread. */
    void received(Frame frame) {
        if (ended()) return;
        PeerMessage message;
        try {
            message = wire.decode(frame);
        } catch (UnreadableException e) {
            end("the peer is not understood: " + e.getMessage());
            return;
        }
        greeted = true;
        if (board.told()) board.events().received(id, message);
    }

    private void tellClosed(String why) {
        if (!tellable) return;
        tellable = false;
        board.links().remove(id.number());
        Duration retryIn = retryIn();
        if (board.told()) board.events().closed(id, why, retryIn);
    }
}
