package discedge.console.bench;

import discedge.console.ConsoleWindow;

/** Picks the client up and looks how soon the forecasts are shown strengthened. */
final class Drags {
    Drags(ConsoleWindow window) {}

    /** @param worst pulses from the press to the strengthened forecast */
    record Seen(int worst, int count) {}

    Seen measure() {
        return new Seen(0, 0);
    }
}
