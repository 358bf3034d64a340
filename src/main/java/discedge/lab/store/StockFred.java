package discedge.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** FReD as it comes, started for each lab: etcd, certificates, a FReD node beside each node, and the lab's links between them. */
public final class StockFred implements LabStores {
    private final Path frednode;
    private final Path etcd;
    private final List<String> flags;

    private StockFred(Path frednode, Path etcd, List<String> flags) {
        this.frednode = frednode;
        this.etcd = etcd;
        this.flags = flags;
    }

    /**
     * @param folder has {@code frednode}, and {@code etcd} if that is not on the PATH
     * @throws IOException if a program is missing; the message says which and where it was looked for
     */
    public static StockFred of(Path folder) throws IOException {
        return new StockFred(program(folder, "frednode", "build FReD (docs/fred.md)"), etcd(folder), List.of());
    }

    /** The same with more flags for FReD's nodes. */
    public StockFred with(String... more) {
        return new StockFred(frednode, etcd, List.of(more));
    }

    private static Path etcd(Path folder) throws IOException {
        if (Files.isExecutable(folder.resolve("etcd"))) return folder.resolve("etcd").toAbsolutePath();
        for (String place : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
            if (!place.isBlank() && Files.isExecutable(Path.of(place, "etcd"))) return Path.of(place, "etcd");
        return program(folder, "etcd", "install it (Debian: etcd-server) or put it there; it is not on the PATH either");
    }

    private static Path program(Path folder, String name, String what) throws IOException {
        Path file = folder.resolve(name).toAbsolutePath().normalize();
        if (Files.isExecutable(file)) return file;
        throw new IOException("there is no program " + file + ": " + what);
    }

    @Override
    public String kind() {
        return "fred";
    }

    @Override
    public Optional<Fred> open(List<String> nodes, Ways ways) throws IOException {
        for (int i = 0; i < nodes.size(); i++) for (int j = i + 1; j < nodes.size(); j++)
            if (!ways.joined(nodes.get(i), nodes.get(j))) throw new IOException("FReD's nodes send each write to every other one directly, and this lab has no link between "
                    + nodes.get(i) + " and " + nodes.get(j) + "; add one, or keep records in the embedded replicas");
        return Optional.of(FredProcesses.start(frednode, etcd, flags, nodes, Optional.of(ways)));
    }

    /** Without a lab: the nodes reach each other directly. */
    public Fred direct(List<String> nodes) throws IOException {
        return FredProcesses.start(frednode, etcd, flags, nodes, Optional.empty());
    }
}
