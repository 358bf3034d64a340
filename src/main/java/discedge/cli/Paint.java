package discedge.cli;

/** A few ANSI colours, or none. */
enum Paint {
    DIM("2"), BOLD("1"), ROAM("36"), HELD("33"), FAULT("35"), FAIL("31");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    String on(String text, Terminal terminal) {
        return terminal.colour() && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
