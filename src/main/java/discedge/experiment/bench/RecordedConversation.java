package discedge.experiment.bench;

import discedge.engine.EngineInfo;
import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation that a model once had, text and ids, so that it can be had again without the model.
 *
 * @param engine what nodes that replay it say of themselves
 * @param system the system prompt of turn 1
 * @param turns turn n at index n − 1
 */
record RecordedConversation(EngineInfo engine, ChatTemplate template, Text system, List<Turn> turns) {
    /** A text and the ids that the model saw or sampled for it. */
    record Text(String text, TokenSequence ids) {}

    record Turn(Text prompt, Text answer) {}

    RecordedConversation {
        turns = List.copyOf(turns);
    }

    /** The ids that a turn adds up to its answer, the generation header included. */
    TokenSequence promptIds(int turn) {
        var parts = new ArrayList<TokenSequence>();
        if (turn == 1) parts.addAll(List.of(template.open("system"), system.ids(), template.close()));
        parts.addAll(List.of(template.open("user"), turns.get(turn - 1).prompt().ids(), template.close(), template.open("assistant")));
        return TokenSequence.concat(parts);
    }

    /** All ids that a turn adds: what its record holds. */
    TokenSequence recordIds(int turn) {
        return TokenSequence.concat(promptIds(turn), turns.get(turn - 1).answer().ids(), template.close());
    }
}
