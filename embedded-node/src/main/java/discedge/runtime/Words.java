package discedge.runtime;

import io.grpc.Status;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;

/** Why a link ended, in words a person can use. */
final class Words {
    private Words() {}

    static String of(Status status) {
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(java.util.Locale.ROOT);
            if (message.contains("timed out")) return "no connection in time";
            if (message.contains("refused")) return "connection refused: nothing listens there";
            if (message.contains("reset") || message.contains("broken pipe")) return "connection reset";
            if (cause instanceof NoRouteToHostException || cause instanceof ConnectException) return "no way there: " + cause.getMessage();
        }
        String said = String.valueOf(status.getDescription());
        return switch (status.getCode()) {
            case OK -> "the peer closed the link";
            case ABORTED -> "the peer closed the link: " + said;
            case UNAVAILABLE -> "the connection was lost";
            case UNIMPLEMENTED -> "what listens there is no replica";
            case RESOURCE_EXHAUSTED -> "a message was too large: " + said;
            case CANCELLED, UNKNOWN, INVALID_ARGUMENT, DEADLINE_EXCEEDED, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED,
                 FAILED_PRECONDITION, OUT_OF_RANGE, INTERNAL, DATA_LOSS, UNAUTHENTICATED ->
                    "the link failed: " + status.getCode() + (status.getDescription() == null ? "" : ", " + said);
        };
    }

    static String of(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
