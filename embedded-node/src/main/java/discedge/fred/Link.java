package discedge.fred;

import discedge.fred.PeerMessage.Hello;
import java.time.Instant;
import java.util.Optional;

/** One open stream, as the replica sees it. */
abstract sealed class Link permits DialledLink, AcceptedLink {
    private final LinkId id;
    private final Instant openedAt;
    private Optional<Hello> hello = Optional.empty();
    private boolean matched;
    private boolean closing;

    Link(LinkId id, Instant openedAt) {
        this.id = id;
        this.openedAt = openedAt;
    }

    LinkId id() {
        return id;
    }

    Instant openedAt() {
        return openedAt;
    }

    /** @param matched the peer is of the same keygroup and tokenizer */
    void greeted(Hello hello, boolean matched) {
        this.hello = Optional.of(hello);
        this.matched = matched;
    }

    Optional<Hello> hello() {
        return hello;
    }

    /** The peer's name or, before it has said it, its address. */
    String peer() {
        return hello.map(Hello::node).orElse(id.address());
    }

    /** Only after the hello. */
    Origin peerOrigin() {
        Hello said = hello.orElseThrow();
        return new Origin(said.node(), said.epoch());
    }

    /** Questions can be asked on it. */
    boolean usable() {
        return hello.isPresent() && !closing;
    }

    /** Items can go over it. */
    boolean exchanging() {
        return usable() && matched;
    }

    boolean closing() {
        return closing;
    }

    void close() {
        closing = true;
    }
}
