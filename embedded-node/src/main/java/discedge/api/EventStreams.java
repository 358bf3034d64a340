package discedge.api;

import discedge.event.EventSpan;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code GET /events}: what the node reports, as server-sent events. */
final class EventStreams {
    private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.UTF_8);

    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

    private final NodeService service;
    private final Duration ping;
    private final int backlog;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    EventStreams(NodeService service, HttpApiSettings settings) {
        this.service = service;
        ping = settings.ping();
        backlog = settings.eventBacklog();
    }

    void get(Exchange exchange) throws IOException {
        EventPlace place = place(exchange);
        EventSpan span = service.eventSpan();
        var stream = new EventStream(backlog, span.epoch());
        stream.span(service.node().node(), span);
        // Ids of another start, or ids that this one has not come to yet, say nothing here: from the begin.
        boolean known = place.isOf(span.epoch()) && place.id() <= span.last();
        if (!place.isOf(span.epoch())) stream.epochGap(place);
        open.add(stream);
        if (stopping) stream.end(EventStream.State.STOPPED);
        exchange.hangUp().then(() -> stream.end(EventStream.State.GONE));
        exchange.connection().listen();
        OutputStream out = exchange.events();
        try {
            NodeService.Subscription subscription = service.events(known ? place.id() : 0, stream);
            try {
                stream.live();
                write(out, stream);
            } finally {
                subscription.close();
            }
        } finally {
            open.remove(stream);
        }
        if (stream.state() != EventStream.State.STOPPED) throw Exchange.gone();
    }

    private void write(OutputStream out, EventStream stream) throws IOException {
        try {
            out.write(PING);
            out.flush();
            while (stream.state() == EventStream.State.OPEN) {
                byte[] events = stream.next(ping.toNanos());
                out.write(events.length == 0 ? PING : events);
                out.flush();
            }
        } catch (RuntimeException e) {
            // The interrupt that ends a write to a slow reader comes out as many kinds of exception.
            if (stream.state() == EventStream.State.OPEN) throw e;
        }
    }

    /** Lets all streams end. */
    void stop() {
        stopping = true;
        open.forEach(stream -> stream.end(EventStream.State.STOPPED));
    }

    /** A browser that reconnects repeats the address and adds the header: the header is newer. */
    private static EventPlace place(Exchange exchange) {
        ServerRequestHeaders headers = exchange.request().headers();
        if (headers.contains(LAST_EVENT_ID)) return EventPlace.parse("Last-Event-ID", headers.get(LAST_EVENT_ID).get());
        return exchange.query("after").map(text -> EventPlace.parse("after", text)).orElse(EventPlace.BEGIN);
    }
}
