package discedge.runtime;

import discedge.fred.LinkId;
import discedge.fred.PeerMessage;
import java.time.Duration;

/**
 * What a node hears of its links: for each link {@link #opened} once, its messages in order, {@link #closed} once.
 * Calls come on network threads that all links share: hand the news on and return, never wait.
 */
public interface LinkEvents {
    /** The stream stands; nothing has been said on it yet. */
    void opened(LinkId link);

    void received(LinkId link, PeerMessage message);

    /**
     * The link is gone, whichever side ended it.
     *
     * @param why in words
     * @param retryIn until the next dial; zero = at once, or never for a link that this node did not dial or dials no more
     */
    void closed(LinkId link, String why, Duration retryIn);

    /** A dial came to nothing: there never was a link. */
    default void unreachable(String address, String why, Duration retryIn) {}
}
