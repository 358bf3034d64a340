package discedge.runtime;

import discedge.runtime.wire.Frame;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/** A stream that a peer opened to this node. */
final class AcceptedLink extends Link {
    private final ServerCall<Frame, Frame> call;
    private final Optional<Channel> socket;
    private final EventLoop thread;

    private AcceptedLink(ServerCall<Frame, Frame> call, SocketAddress from, Switchboard board) {
        super(board.number(false, from instanceof InetSocketAddress address ? HostPort.text(address) : String.valueOf(from)), board);
        this.call = call;
        this.socket = board.sockets().acceptedFrom(from);
        this.thread = socket.map(Channel::eventLoop).orElseGet(() -> (EventLoop) board.threads().next());
    }

    /** On the network thread. */
    static ServerCall.Listener<Frame> accept(ServerCall<Frame, Frame> call, Switchboard board) {
        AcceptedLink link = new AcceptedLink(call, call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR), board);
        call.request(AHEAD);
        call.sendHeaders(new Metadata());
        link.tellOpened();
        board.later(board.settings().helloWithin(), () -> {
            if (!link.greeted()) link.end("the peer said nothing for " + Words.of(board.settings().helloWithin()));
        });
        return link.new Listener();
    }

    @Override
    void write(Frame frame) {
        call.sendMessage(frame);
    }

    @Override
    void finishWriting(String why) {
        call.close(Status.ABORTED.withDescription(why), new Metadata());
    }

    @Override
    EventLoop thread() {
        return thread;
    }

    @Override
    void release() {
        socket.ifPresent(Sockets::sever);
    }

    @Override
    Duration retryIn() {
        return Duration.ZERO;
    }

    private final class Listener extends ServerCall.Listener<Frame> {
        @Override
        public void onMessage(Frame frame) {
            received(frame);
            call.request(1);
        }

        @Override
        public void onHalfClose() {
            if (!ended()) end("the peer closed the link");
        }

        @Override
        public void onCancel() {
            lost("the connection was lost");
        }

        @Override
        public void onComplete() {
            lost("closed");
        }
    }
}
