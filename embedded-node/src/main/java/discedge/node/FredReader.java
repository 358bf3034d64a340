package discedge.node;

import discedge.fred.store.InProcess;
import discedge.node.NodeConfig.Address;
import discedge.node.NodeConfig.Store;
import discedge.node.yaml.YamlMap;
import discedge.runtime.fred.FredDeadlines;
import discedge.runtime.fred.FredTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a node's configuration says of FReD: whom it serves, and where it keeps its records. */
final class FredReader {
    private FredReader() {}

    static FredSettings serving(YamlMap map) {
        map.only("port", "advertise", "cert", "key", "ca");
        map.required("port");
        return new FredSettings((int) map.number("port", 0, 65_535).orElse(0), address(map, "advertise"), tls(map));
    }

    static Store store(YamlMap map) {
        if (map.text("address").filter(InProcess.ADDRESS::equals).isPresent()) return embedded(map);
        map.only("kind", "address", "cert", "key", "ca", "trigger_listen", "trigger_advertise", "node", "users", "read_ms", "write_ms", "member_ms");
        map.required("address");
        List<String> users = map.texts("users");
        return new Store(false, Optional.empty(), Optional.of(new FredStoreSettings(address(map, "address").orElse("127.0.0.1:9001"), tls(map),
                map.parsed("trigger_listen", FredReader::listen).orElse("127.0.0.1:0"), address(map, "trigger_advertise"), map.parsed("node", FredReader::name), users, Map.of(), deadlines(map))));
    }

    private static FredDeadlines deadlines(YamlMap map) {
        FredDeadlines base = FredDeadlines.DEFAULT;
        return new FredDeadlines(millis(map, "read_ms", base.reads()), millis(map, "write_ms", base.writes()), millis(map, "member_ms", base.members()));
    }

    private static Duration millis(YamlMap map, String key, Duration base) {
        return Duration.ofMillis(map.number(key, 10, 600_000).orElse(base.toMillis()));
    }

    /** The FReD node of this process is over this node's replica, so what a replica has can be said, and nothing of a way to it. */
    private static Store embedded(YamlMap map) {
        map.only("kind", "address", "keep", "data", "users", "cert", "key", "ca", "trigger_listen", "trigger_advertise", "node", "read_ms", "write_ms", "member_ms");
        for (String key : List.of("cert", "key", "ca", "trigger_listen", "trigger_advertise", "node", "read_ms", "write_ms", "member_ms"))
            if (map.has(key)) map.problem(key, "'" + key.replace('_', '-') + "' has no use with address embedded: that FReD node is in this process; leave it out");
        boolean durable = map.word("keep", List.of("durable", "memory")).orElse("durable").equals("durable");
        return new Store(durable, NodeConfigReader.data(map, durable, "keep"), Optional.of(FredStoreSettings.embedded(map.texts("users"))));
    }

    private static Optional<String> address(YamlMap map, String key) {
        return map.parsed(key, text -> Address.parse(text).toString());
    }

    /** Port 0 is any that is free. */
    private static String listen(String text) {
        if (text.matches("[^:\\s]+:0")) return text;
        return Address.parse(text).toString();
    }

    private static String name(String text) {
        if (text.matches("[a-zA-Z0-9]+")) return text;
        throw new IllegalArgumentException("'" + text + "' is no name of a FReD node: letters and digits");
    }

    /** All three files or none. */
    private static Optional<FredTls> tls(YamlMap map) {
        Optional<Path> certificate = map.parsed("cert", Path::of);
        Optional<Path> key = map.parsed("key", Path::of);
        Optional<Path> authority = map.parsed("ca", Path::of);
        if (certificate.isEmpty() && key.isEmpty() && authority.isEmpty()) return Optional.empty();
        for (String needed : List.of("cert", "key", "ca"))
            if (!map.has(needed)) map.problem(needed, "mTLS needs all of cert, key and ca; '" + needed + "' is missing");
        return certificate.isPresent() && key.isPresent() && authority.isPresent() ? Optional.of(new FredTls(certificate.get(), key.get(), authority.get())) : Optional.empty();
    }
}
