package discedge.experiment.live;

import discedge.api.NodeService.SessionView;
import discedge.context.Consistency;
import discedge.experiment.run.PlaySink;
import discedge.experiment.scenario.Fault;
import discedge.experiment.scenario.Scenario;
import discedge.fred.store.SessionItems;
import discedge.lab.client.Position;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a person can do to running nodes, links and clients. No call blocks: what is done comes back as events, what cannot be
 * done as a {@link Refused}. Safe for any thread.
 */
public interface Controls {
    /** Why something was not done, and what to do, in a sentence for a person. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Refused(String message) {
            super(message);
        }
    }

    /**
     * A node as the person set it up.
     *
     * @param label a name for people, such as a city
     * @param position in km, east and north of a place
     * @param group what it is grouped under, such as a hall or a town; may be empty
     */
    record Site(String name, String label, Position position, String group) {
        public Site(String name, String label, Position position) {
            this(name, label, position, "");
        }
    }

    /** In order: the digit keys count them from 1. */
    List<Site> sites();

    /** The engine's model and what it is, for the badge: {@code simulated} or the model's name. */
    String engine();

    long seed();

    // ---- clients

    /** Clients that can be moved and that ask, the first one the person's own. */
    List<String> clients();

    /** The client goes to a node: a {@code client.roamed} event; its next attempt goes there, also while an answer is being decoded. */
    void roam(String client, String node);

    /** Asks the next turn of the client's session. @throws Refused while one is being asked */
    void ask(String client, String prompt);

    /** Something is being asked by this client. */
    boolean asking(String client);

    /** Stops the answer being decoded: what there is becomes the answer. */
    void stop(String client);

    /** A prompt that waits for the turn being asked, behind the demonstration's, goes out no more. @return it, if one waited */
    Optional<String> takeBack(String client);

    /** Gives up a turn that is waiting or trying again; a prompt that waits behind it goes out. */
    void cancel(String client);

    /** Begins another session with these settings. @throws Refused while a turn is being asked */
    void newSession(String client, ContextMode mode, Consistency consistency);

    /** For this client's next turns; the mode of a session is fixed by its first turn. */
    void consistency(String client, Consistency consistency);

    /** What this client's next turn asks for; empty if it is not one of these, or not there yet. */
    Optional<Consistency> consistency(String client);

    /** Deletes a session on all nodes; completes exceptionally with why not. */
    CompletableFuture<Void> delete(SessionId session);

    // ---- faults

    /** Puts a fault in place: a {@code lab.fault-began} event; heals by itself if it lasts. @return its number, by which it is healed */
    long begin(Fault.Kind kind, Fault.Target target, Duration lasts);

    /** Heals a fault before its time. */
    void heal(long fault);

    void healAll();

    /** Starts a node that is down. */
    void restart(String node);

    // ---- nodes of other processes

    /** Those that are watched beside the lab's: added and removed there. */
    WatchedNodes watched();

    /** Links between them that pass a {@code discedge links} process: only those can be slowed and cut. */
    WatchedLinks watchedLinks();

    /** A fault of links can be put between these two. */
    boolean canBreak(String one, String other);

    // ---- the demonstration

    /** Whether it plays by itself now. */
    Demonstration demonstration();

    /** What the demonstration does. */
    enum Demonstration { NONE, PLAYING, PAUSED }

    /** Pauses it; does nothing if it does not play. */
    void pauseDemonstration();

    void resumeDemonstration();

    // ---- scenarios

    /**
     * Plays a scenario on a lab of its own; the demonstration pauses.
     *
     * @param watcher gets each event and each piece of an answer as it happens, on one thread
     * @throws Refused if it cannot begin, such as while another one plays
     */
    Playing play(Scenario scenario, ContextMode mode, Consistency consistency, long seed, PlaySink watcher);

    /** A scenario that plays. Safe for any thread. */
    interface Playing {
        /** The folder of the run's files once they are saved, stopped or not; exceptionally if they could not be saved, or the scenario not be played. */
        CompletableFuture<java.nio.file.Path> saved();

        /** Ends it before its end: what there is gets saved. Does not wait for that. */
        void stop();
    }

    // ---- looking closer

    /** What a node holds of a session; empty if nothing. Asked of the node, not of the log. */
    CompletableFuture<Optional<SessionView>> look(String node, SessionId session);

    /**
     * What the FReD of a node holds of a session, with versions. Asked of FReD, not of the log; of a node of another process by
     * its API. Why it could not be read comes in the answer.
     *
     * @throws Refused if the node is down or not there, or a node of this process keeps its records itself
     */
    CompletableFuture<SessionItems.Answer> fredItems(String node, SessionId session);

    /** The text of each id at a node that was looked at, as bytes of UTF-8 that may begin or end in mid-character. */
    CompletableFuture<List<byte[]>> pieces(String node, TokenSequence ids);
}
