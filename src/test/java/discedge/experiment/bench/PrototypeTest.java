package discedge.experiment.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.tokens.TokenSequence;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class PrototypeTest {
    @Test
    void itsEncodingIsCountedAsAJsonWriterWritesIt() throws Exception {
        assertEquals("{\"context\":[1,9690,198],\"turn\":12}".length(), Prototype.bytes(TokenSequence.of(1, 9690, 198), 12));
        TokenSequence ids = NineTurns.load().recordIds(1);
        var written = new LinkedHashMap<String, Object>();
        written.put("context", ids.toArray());
        written.put("turn", 1);
        assertEquals(new ObjectMapper().writeValueAsBytes(written).length, Prototype.bytes(ids, 1));
    }
}
