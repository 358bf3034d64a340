package discedge.lab.client;

import discedge.event.ClientEvent;
import discedge.lab.client.Outcome.Answered;
import discedge.lab.client.Outcome.Failed;
import discedge.session.ContextMode;
import java.time.Duration;

/** One turn being asked for: its attempts, until an answer or the end of patience. */
final class Asking {
    private final RoamingClient.Parts client;
    private final Conversation conversation;
    private final String prompt;
    private final AskOptions options;
    private final AnswerListener listener;
    private final long began = System.nanoTime();
    private String node = "";
    private boolean heard;
    private int failures;
    /** Attempts in a row at {@link #node} without an answer; of these, the last that were the node's own failures. */
    private int inARow;
    private int failuresInARow;

    Asking(RoamingClient.Parts client, Conversation conversation, String prompt, AskOptions options, AnswerListener listener) {
        this.client = client;
        this.conversation = conversation;
        this.prompt = prompt;
        this.options = options;
        this.listener = listener;
    }

    Reply ask() throws TurnFailedException, InterruptedException {
        while (true) {
            Place place = client.whereabouts().place();
            if (!place.name().equals(node)) arriveAt(place.name());
            switch (attempt(place)) {
                case Answered answered -> {
                    return acknowledge(reply(answered));
                }
                case Failed failed -> afterFailure(failed);
            }
        }
    }

    private void arriveAt(String name) {
        node = name;
        inARow = 0;
        failuresInARow = 0;
    }

    private Outcome attempt(Place place) {
        if (client.calls().stopped()) return Failed.cancelled();
        conversation.attempting();
        byte[] body = TurnBody.of(client.settings(), conversation, client.whereabouts().position(), prompt, options);
        if (heard) listener.restarted();
        heard = false;
        ClientSettings settings = client.settings();
        client.events().emit(new ClientEvent.Sent(client.clock().instant(), node, settings.name(), conversation.session(),
                conversation.turn(), conversation.attempts(), settings.mode().word(), settings.consistency().word(),
                conversation.newest()));
        return client.calls().turn(place.address(), body, this::piece);
    }

    private void piece(String text) {
        if (!heard) firstToken(System.nanoTime());
        heard = true;
        listener.piece(text);
    }

    private void firstToken(long nanos) {
        client.events().emit(new ClientEvent.FirstToken(client.clock().instant(), node, client.settings().name(), conversation.session(),
                conversation.turn(), Duration.ofNanos(nanos - began)));
    }

    private Reply reply(Answered answered) throws TurnFailedException {
        try {
            if (!heard) firstToken(answered.firstNanos());
            Reply reply = Replies.of(answered, conversation.session(), conversation.turn(), node, conversation.attempts(),
                    options.returnTokens(), began);
            boolean chained = reply.hash().isPresent() || client.settings().mode() == ContextMode.CLIENT_SIDE;
            if (!chained) throw new IllegalArgumentException("it has no hash");
            return reply;
        } catch (IllegalArgumentException e) {
            throw giveUp(Failed.badAnswer(answered.status(), e.getMessage()));
        }
    }

    private Reply acknowledge(Reply reply) {
        conversation.acknowledged(client.settings().mode(), prompt, reply.content(), reply.hash());
        client.events().emit(new ClientEvent.Acknowledged(client.clock().instant(), node, client.settings().name(), reply.session(),
                reply.turn(), reply.hash(), reply.replayed(), reply.stale(), reply.missing(), reply.attempts(),
                reply.answerDigest(), reply.total()));
        return reply;
    }

    /** Returns when the next attempt is to begin. */
    private void afterFailure(Failed failed) throws TurnFailedException, InterruptedException {
        RetryPolicy policy = client.settings().retries();
        if (failed.mayHaveBeenAnswered()) conversation.outcomeUnknown();
        inARow++;
        boolean movesOn = switch (failed.next()) {
            case GIVE_UP -> throw giveUp(failed);
            case ASK_AGAIN -> {
                failuresInARow = 0;
                yield false;
            }
            case NODE_FAILED -> {
                failures++;
                yield ++failuresInARow >= policy.moveOnAfter();
            }
            case NODE_LEAVES -> {
                failures++;
                yield true;
            }
        };
        Duration pause = policy.pause(inARow);
        Duration then = Duration.ofNanos(System.nanoTime() - began).plus(pause);
        if (failures >= policy.maxFailures() || then.compareTo(policy.deadline()) > 0) throw giveUp(failed);
        emitFailed(failed, false);
        String at = node;
        if (movesOn && policy.moveOnAfter() > 0) {
            if (client.whereabouts().moveOn(node)) return;
            at = client.whereabouts().current();
        }
        client.whereabouts().pause(pause, at, client.calls()::stopped);
    }

    private TurnFailedException giveUp(Failed failed) {
        emitFailed(failed, true);
        String message = "turn " + conversation.turn() + " at " + node + ", attempt " + conversation.attempts() + ": " + failed.message();
        return new TurnFailedException(conversation.turn(), failed.status(), failed.code(), message, failed.fields());
    }

    private void emitFailed(Failed failed, boolean givesUp) {
        client.events().emit(new ClientEvent.Failed(client.clock().instant(), node, client.settings().name(), conversation.session(),
                conversation.turn(), conversation.attempts(), failed.status(), failed.code(), givesUp));
    }
}
