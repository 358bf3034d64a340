package discedge.engine;

import discedge.tokens.Fingerprint;

/**
 * What an engine is and can do.
 *
 * @param engine the kind: {@code simulated}, {@code llama-cpp}, {@code llama-server}
 * @param model the model's name; nodes with the same model and fingerprint share a keygroup
 * @param vocabulary number of ids; every id is below it
 * @param window the longest context in ids, answer included
 * @param profile the hardware profile the timing comes from; empty for a real engine
 * @param simulated true where text and timing are made up; shown wherever a figure of it is shown
 */
public record EngineInfo(String engine, String model, Fingerprint fingerprint, int vocabulary, int window, String profile, boolean simulated) {}
