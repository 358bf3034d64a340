package discedge.lab.store;

import discedge.node.FredStoreSettings;
import discedge.node.NodeConfig.Address;
import discedge.node.yaml.InvalidFileException;
import discedge.node.yaml.Problems;
import discedge.node.yaml.YamlFile;
import discedge.node.yaml.YamlMap;
import discedge.runtime.fred.FredTls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A FReD cluster that runs already, as a file tells: which node's client interface each node of the lab uses, and the
 * certificate for it. The links between FReD's nodes are its own: the lab cannot slow or cut them.
 */
public final class RunningFred implements LabStores {
    private final Path file;
    private final Map<String, String> addresses;
    private final Optional<FredTls> tls;

    private RunningFred(Path file, Map<String, String> addresses, Optional<FredTls> tls) {
        this.file = file;
        this.addresses = addresses;
        this.tls = tls;
    }

    /** @throws InvalidFileException with every problem and its line */
    public static RunningFred read(Path file) throws InvalidFileException {
        var problems = new Problems(file.toString());
        Optional<RunningFred> read = YamlFile.parse(YamlFile.text(file), problems, true).map(root -> read(root, file));
        problems.throwIfAny();
        return read.orElseThrow();
    }

    private static RunningFred read(YamlMap root, Path file) {
        root.only("nodes", "cert", "key", "ca");
        var addresses = new LinkedHashMap<String, String>();
        for (YamlMap node : root.maps("nodes")) {
            node.only("name", "address");
            Optional<String> name = node.required("name");
            node.required("address");
            Optional<String> address = node.parsed("address", text -> Address.parse(text).toString());
            if (name.isPresent() && address.isPresent()) addresses.put(name.get(), address.get());
        }
        if (addresses.isEmpty()) root.problem("nodes", "'nodes' says which FReD each node of the lab uses, as in: nodes: [{name: A, address: \"127.0.0.1:9001\"}]");
        Path folder = file.toAbsolutePath().getParent();
        Optional<Path> certificate = root.parsed("cert", folder::resolve);
        Optional<Path> key = root.parsed("key", folder::resolve);
        Optional<Path> authority = root.parsed("ca", folder::resolve);
        boolean all = certificate.isPresent() && key.isPresent() && authority.isPresent();
        if (!all && (certificate.isPresent() || key.isPresent() || authority.isPresent())) root.problem("cert", "mTLS needs all of cert, key and ca");
        return new RunningFred(file, addresses, all ? Optional.of(new FredTls(certificate.get(), key.get(), authority.get())) : Optional.empty());
    }

    @Override
    public String kind() {
        return "fred";
    }

    @Override
    public Optional<Fred> open(List<String> nodes, Ways ways) throws IOException {
        for (String node : nodes)
            if (!addresses.containsKey(node)) throw new IOException(file + " names no FReD for node " + node + "; it has " + addresses.keySet());
        return Optional.of(new Fred() {
            @Override
            public FredStoreSettings of(String node) {
                return new FredStoreSettings(addresses.get(node), tls, "127.0.0.1:0", Optional.empty(), Optional.empty(), List.of(), Map.of());
            }

            @Override
            public void close() {
                // It ran before, and goes on.
            }
        });
    }
}
