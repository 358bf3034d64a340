package discedge.cli;

import discedge.node.Version;
import discedge.runtime.certs.CertificateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code discedge certs}. */
@Command(name = "certs", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Makes the certificates of a FReD cluster: an authority, and a key and a certificate for each name.",
                "For each name, NAME.frednode holds the flags that start FReD with them, and etcd.flags those of etcd (docs/fred.md).",
                "An authority that is in the folder already is used on."})
final class CertsCommand implements Callable<Integer> {
    private static final int CLIENT_PORT = 9001;
    private static final int PEER_PORT = 5551;
    private static final List<String> ALWAYS = List.of("etcd", "client", "trigger");

    private final Terminal terminal;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder for the files; made if it is not there")
    private Path out;

    @Option(names = "--names", required = true, split = ",", paramLabel = "NAME", description = "of nodes and clients, with commas; etcd, client and trigger are made too")
    private List<String> names;

    @Option(names = "--address", split = ",", paramLabel = "ADDRESS", description = "IP addresses and host names in every certificate, beside localhost and 127.0.0.1")
    private List<String> addresses = List.of();

    CertsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        CertificateFolder folder = CertificateFolder.open(out, InstantSource.system().instant());
        var all = new ArrayList<>(names);
        for (String name : ALWAYS) if (!all.contains(name)) all.add(name);
        for (String name : all) folder.issue(name, addresses);
        Path dir = out.toAbsolutePath().normalize();
        Files.writeString(dir.resolve("etcd.flags"), etcd(dir));
        List<String> nodes = names.stream().filter(name -> !ALWAYS.contains(name)).toList();
        for (int i = 0; i < nodes.size(); i++) Files.writeString(dir.resolve(nodes.get(i) + ".frednode"), frednode(dir, nodes.get(i), i));
        terminal.line(all.size() + " certificates in " + dir + "; ca.key signs new ones: keep it to yourself.");
        terminal.line("etcd $(cat " + dir.resolve("etcd.flags") + ")");
        for (String node : nodes) terminal.line("frednode $(cat " + dir.resolve(node + ".frednode") + ")");
        return 0;
    }

    private static String etcd(Path dir) {
        return String.join("\n", "--name=s-1", "--data-dir=" + dir.resolve("etcd-data"), "--listen-client-urls=https://127.0.0.1:2379", "--advertise-client-urls=https://127.0.0.1:2379",
                "--listen-peer-urls=http://127.0.0.1:2380", "--initial-advertise-peer-urls=http://127.0.0.1:2380", "--initial-cluster=s-1=http://127.0.0.1:2380",
                "--initial-cluster-state=new", "--cert-file=" + dir.resolve("etcd.crt"), "--key-file=" + dir.resolve("etcd.key"), "--client-cert-auth",
                "--trusted-ca-file=" + dir.resolve("ca.crt")) + "\n";
    }

    private static String frednode(Path dir, String name, int index) {
        String client = "127.0.0.1:" + (CLIENT_PORT + index);
        String peer = "127.0.0.1:" + (PEER_PORT + index);
        var flags = new ArrayList<>(List.of("--nodeID=" + name, "--nase-host=https://127.0.0.1:2379", "--nase-cached", "--adaptor=memory", "--host=" + client,
                "--advertise-host=" + client, "--peer-host=" + peer, "--peer-advertise-host=" + peer, "--log-level=info", "--handler=dev"));
        for (String part : List.of("", "peer-", "nase-", "trigger-")) {
            flags.add("--" + part + "cert=" + dir.resolve(name + ".crt"));
            flags.add("--" + part + "key=" + dir.resolve(name + ".key"));
            flags.add("--" + part + (part.isEmpty() ? "ca-file=" : "ca=") + dir.resolve("ca.crt"));
        }
        return String.join("\n", flags) + "\n";
    }
}
