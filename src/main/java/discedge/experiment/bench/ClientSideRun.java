package discedge.experiment.bench;

import discedge.session.ContextMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A recorded conversation once more, with a client that carries all of its text in every request. */
final class ClientSideRun {
    private ClientSideRun() {}

    /** TCP payload from the client to its node, turn n at index n − 1. */
    static List<Long> requestBytes(RecordedConversation conversation) throws BenchmarkFailedException, InterruptedException, IOException {
        try (var lab = new BenchLab(1, ContextMode.CLIENT_SIDE, conversation.system().text(), node -> new ReplayEngine(conversation))) {
            lab.setUp();
            var bytes = new ArrayList<Long>();
            for (int turn = 1; turn <= conversation.turns().size(); turn++) {
                RecordedConversation.Turn said = conversation.turns().get(turn - 1);
                String answer = lab.ask(said.prompt().text()).content();
                if (!answer.equals(said.answer().text()))
                    throw new BenchmarkFailedException("turn " + turn + " was answered with another text than was recorded");
                if (turn == conversation.turns().size()) lab.settle();
                bytes.add(lab.requestBytes());
            }
            return List.copyOf(bytes);
        }
    }
}
