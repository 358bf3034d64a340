package discedge.cli;

/** Entry point of the {@code discedge} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("DisCEdge");
    }
}
