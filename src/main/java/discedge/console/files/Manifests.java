package discedge.console.files;

import discedge.console.model.Run;
import discedge.experiment.live.Controls;
import discedge.experiment.run.Manifest;
import discedge.lab.client.Position;
import discedge.node.Version;
import discedge.timeline.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Between what a window knows of a run and a run file's first line. */
final class Manifests {
    private Manifests() {}

    /** As far as the run itself tells. */
    static Manifest of(Run run, Instant now) {
        World world = run.timeline().newest();
        List<Manifest.Node> nodes = run.sites().stream().map(site -> new Manifest.Node(site.name(), site.label(), site.position().x(), site.position().y(), "")).toList();
        String engine = run.controls().map(Controls::engine).orElse("");
        return new Manifest(Manifest.FORMAT, Version.text(), run.name(), "", run.controls().map(Controls::seed).orElse(0L), run.timeline().store().firstTime().orElse(now),
                List.of(), "", nodes, new Manifest.Engine(engine.isEmpty() ? world.simulated() ? "simulated" : "unknown" : engine, Optional.empty()), List.of());
    }

    static List<Controls.Site> sites(Manifest manifest) {
        return manifest.nodes().stream().map(node -> new Controls.Site(node.name(), node.label(), new Position(node.x(), node.y()))).toList();
    }
}
