package discedge.lab.relay;

import discedge.lab.link.Cut;
import discedge.lab.link.LinkProperties;
import discedge.lab.relay.RelayPlan.Relay;
import discedge.node.NodeConfig;
import discedge.node.yaml.InvalidFileException;
import discedge.node.yaml.Problems;
import discedge.node.yaml.YamlFile;
import discedge.node.yaml.YamlMap;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;

/** Reads the file of {@code discedge links}, and says all that is wrong with it by line. */
public final class RelayPlanReader {
    private static final InetSocketAddress CONTROL = new InetSocketAddress("127.0.0.1", 7900);

    private RelayPlanReader() {}

    public static RelayPlan read(Path file) throws InvalidFileException {
        return parse(YamlFile.text(file), file.toString());
    }

    /** @param name as the person named the file */
    public static RelayPlan parse(String text, String name) throws InvalidFileException {
        var problems = new Problems(name);
        Optional<YamlMap> root = YamlFile.parse(text, problems, false);
        problems.throwIfAny();
        return plan(root.orElseThrow(), problems);
    }

    private static RelayPlan plan(YamlMap root, Problems problems) throws InvalidFileException {
        root.only("control", "links");
        InetSocketAddress control = root.parsed("control", RelayPlanReader::address).orElse(CONTROL);
        var relays = new ArrayList<Relay>();
        var ports = new HashSet<InetSocketAddress>();
        ports.add(control);
        for (YamlMap map : root.maps("links")) {
            map.only("from", "to", "listen", "target", "delay", "jitter", "bandwidth");
            Optional<String> from = place(map, "from");
            Optional<String> to = place(map, "to");
            if (from.isPresent() && from.equals(to)) map.problem("to", "a link from '" + from.get() + "' to itself");
            Optional<InetSocketAddress> listen = map.required("listen").flatMap(_ -> map.parsed("listen", RelayPlanReader::address));
            Optional<InetSocketAddress> target = map.required("target").flatMap(_ -> map.parsed("target", RelayPlanReader::address));
            if (listen.isPresent() && !ports.add(listen.get())) map.problem("listen", listen.get().getHostString() + ":" + listen.get().getPort() + " stands twice");
            if (listen.isPresent() && listen.equals(target)) map.problem("target", "the target is the relay itself: name where " + to.orElse("it") + " really is");
            LinkProperties shape = shape(map);
            if (from.isPresent() && to.isPresent() && listen.isPresent() && target.isPresent())
                relays.add(new Relay(from.get(), to.get(), listen.get(), target.get(), shape));
        }
        if (relays.isEmpty() && problems.none()) root.problem("links", "'links' names no link, as in - {from: A, to: B, listen: \"127.0.0.1:7182\", target: \"127.0.0.1:7082\"}");
        problems.throwIfAny();
        return new RelayPlan(control, relays);
    }

    private static Optional<String> place(YamlMap map, String key) {
        Optional<String> name = map.required(key);
        if (name.isPresent() && !NodeConfig.ID.matcher(name.get()).matches()) map.problem(key, "'" + name.get() + "' is no name: up to 32 letters, digits, - and _");
        return name;
    }

    private static LinkProperties shape(YamlMap map) {
        return new LinkProperties(map.duration("delay").orElse(Duration.ZERO), map.duration("jitter").orElse(Duration.ZERO), map.bandwidth("bandwidth").orElse(0L), Cut.NONE);
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535 || Integer.parseInt(port) == 0)
            throw new IllegalArgumentException("an address is HOST:PORT with a port from 1 to 65535, not '" + text + "'");
        return new InetSocketAddress(text.substring(0, colon).replaceAll("^\\[|]$", ""), Integer.parseInt(port));
    }

}
