package discedge.event;

/** Where events go. Does not block and does not throw. */
@FunctionalInterface
public interface EventSink {
    void emit(NodeEvent event);

    EventSink NONE = event -> {};
}
