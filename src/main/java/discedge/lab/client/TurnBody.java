package discedge.lab.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.context.Consistency;
import discedge.engine.Sampling;
import discedge.session.ContextMode;
import discedge.session.Message;
import discedge.session.Role;
import discedge.session.TurnHash;
import java.util.List;

/** A turn's request as JSON, as short as it can be said: what the node would assume anyway is not sent. */
final class TurnBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TurnBody() {}

    static byte[] of(ClientSettings settings, Conversation conversation, Position position, String prompt, AskOptions options) {
        ObjectNode body = JSON.createObjectNode().put("session_id", conversation.session().value()).put("turn", conversation.turn());
        if (conversation.turn() == 1) body.put("user_id", settings.user());
        switch (settings.mode()) {
            case CLIENT_SIDE -> clientSide(body, conversation.messages(), prompt);
            case RAW, TOKENIZED -> edgeSide(body, settings, conversation, prompt);
        }
        if (conversation.number() > 1) body.put("attempt", conversation.number());
        if (settings.saysWhere()) body.putArray("position").add(rounded(position.x())).add(rounded(position.y()));
        options(body, options);
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a sampling field that is no JSON: " + options.sampling(), e);
        }
    }

    /** To 10 m: no node needs to know more. */
    private static double rounded(double km) {
        return Math.round(km * 100) / 100.0;
    }

    private static void edgeSide(ObjectNode body, ClientSettings settings, Conversation conversation, String prompt) {
        body.put("prompt", prompt);
        if (conversation.turn() == 1) {
            settings.system().ifPresent(text -> body.put("system", text));
            if (settings.mode() != ContextMode.TOKENIZED) body.put("mode", settings.mode().word());
        }
        List<TurnHash> after = conversation.after(settings.consistency());
        if (after.size() == 1) body.put("after", after.getFirst().toString());
        else if (!after.isEmpty()) after.forEach(body.putArray("after")::addPOJO);
        if (settings.consistency() != Consistency.STRONG) body.put("consistency", settings.consistency().word());
    }

    /** The node keeps nothing, so every request names the mode and carries all messages. */
    private static void clientSide(ObjectNode body, List<Message> before, String prompt) {
        body.put("mode", ContextMode.CLIENT_SIDE.word());
        var all = body.putArray("messages");
        before.forEach(all::addPOJO);
        all.addPOJO(new Message(Role.USER, prompt));
    }

    private static void options(ObjectNode body, AskOptions options) {
        if (options.maxTokens() != Sampling.DEFAULT_MAX_TOKENS) body.put("n_predict", options.maxTokens());
        if (options.stream()) body.put("stream", true);
        if (options.returnTokens()) body.put("return_tokens", true);
        options.maxWait().ifPresent(wait -> body.put("max_wait_ms", wait.toMillis()));
        options.sampling().forEach(body::putPOJO);
    }
}
