package discedge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;

/** Measures something once. */
@FunctionalInterface
interface Benchmark {
    /**
     * @param say tells the person how far it is
     * @throws InterruptedException if this thread is interrupted; nothing is left running
     */
    Report measure(Consumer<String> say) throws Exception;

    /**
     * @param json for {@code --json}
     * @param lines the same in words, each figure with its unit and its limit
     */
    record Report(JsonNode json, List<String> lines) {}
}
