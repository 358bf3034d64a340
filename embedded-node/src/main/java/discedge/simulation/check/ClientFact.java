package discedge.simulation.check;

import discedge.session.SessionId;

/** One client in one session. */
final class ClientFact {
    final String client;
    final SessionId session;
    /** Every request but that of turn 1 carried {@code after}. */
    boolean sendsAfter = true;
    /** When it first gave a turn up, or was told that its turn is taken or its session unknown: it may go on from elsewhere then. */
    int lostItsPlaceAt = RequestFact.NEVER;

    ClientFact(String client, SessionId session) {
        this.client = client;
        this.session = session;
    }
}
