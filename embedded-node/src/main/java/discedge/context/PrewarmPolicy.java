package discedge.context;

import discedge.session.Worded;

/** For which sessions a node evaluates contexts ahead that arrive from other nodes. */
public enum PrewarmPolicy implements Worded {
    /** For none. */
    OFF,
    /** For each. */
    ALL,
    /** For those that are likely to come, within a budget of waste. */
    PREDICTED;

    /** @throws IllegalArgumentException that names the words there are */
    public static PrewarmPolicy ofWord(String word) {
        return Worded.of(PrewarmPolicy.class, word);
    }
}
