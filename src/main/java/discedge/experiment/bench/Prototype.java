package discedge.experiment.bench;

import discedge.tokens.TokenSequence;

/** What the paper's prototype stores and replicates each turn: {@code {"context":[1,9690,…],"turn":N}}, the whole context as JSON. */
final class Prototype {
    private Prototype() {}

    /** @param context the session's ids, this turn's included */
    static int bytes(TokenSequence context, int turn) {
        int digits = 0;
        for (int i = 0; i < context.length(); i++) digits += Integer.toString(context.get(i)).length();
        int commas = Math.max(0, context.length() - 1);
        return "{\"context\":[".length() + digits + commas + "],\"turn\":".length() + Integer.toString(turn).length() + "}".length();
    }
}
