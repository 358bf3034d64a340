package discedge.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Stories that hold to the rules, with lost answers, retries elsewhere, lag, crashes, two writers and deletions. */
final class RandomStory {
    private RandomStory() {}

    static Story tell(long seed, int steps, Story.Fault... faults) {
        var random = new Random(seed);
        var story = new Story();
        story.faults.addAll(List.of(faults));
        int size = 2 + random.nextInt(3);
        boolean memory = random.nextInt(3) == 0;
        for (int i = 0; i < size; i++) story.node("n" + i, !memory || random.nextBoolean());
        if (random.nextInt(4) == 0) story.leftOut.add(1);
        List<Story.Client> clients = new ArrayList<>();
        clients.add(story.client("c0"));
        boolean two = random.nextInt(4) == 0;
        boolean deletes = random.nextInt(5) == 0;
        List<Story.Ask> asks = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            if (two && clients.size() == 1 && clients.getFirst().turn > 0
                    && random.nextInt(6) == 0) clients.add(second(story, clients.getFirst()));
            Story.Client client = clients.get(random.nextInt(clients.size()));
            String node = "n" + random.nextInt(size);
            switch (random.nextInt(16)) {
                case 0, 1, 2 -> {
                    if (!client.dead && client.attempt < 4) asks.add(story.ask(client, node, random.nextInt(3) == 0 ? "available"
                            : "strong"));
                    else if (!client.dead) client.dead = true;
                }
                case 3, 4, 5 -> pick(asks, random).ifPresent(story::finish);
                case 6, 7, 8, 9 -> pick(asks, random).filter(Story.Ask::ended).ifPresent(story::deliver);
                case 10 -> pick(asks, random).filter(a -> a.ended() && !a.delivered).ifPresent(story::lose);
                case 11, 12, 13 -> arriveOne(story, node, random);
                case 14 -> {
                    Story.Ask ask = pick(asks, random).orElse(null);
                    if (random.nextInt(3) == 0 && ask != null && ask.node.running.get(client.session) == ask) story.dieWriting(ask);
                    else if (random.nextInt(3) == 0 && story.nodes.get(node).up) story.kill(node);
                }
                default -> {
                    if (!story.nodes.get(node).up) story.start(node);
                    else if (deletes && random.nextInt(4) == 0 && client.turn > 0 && story.nodes.get(node).durable) story.delete(client,
                            node);
                }
            }
        }
        story.nodes.values().stream().filter(n -> !n.up).forEach(n -> story.start(n.name));
        asks.forEach(story::finish);
        for (int i = 0; i < size; i++) story.spread();
        return story;
    }

    private static Story.Client second(Story story, Story.Client first) {
        Story.Client second = story.client("c1");
        second.turn = first.turn;
        second.acknowledged.addAll(first.acknowledged);
        return second;
    }

    private static java.util.Optional<Story.Ask> pick(List<Story.Ask> asks, Random random) {
        return asks.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(asks.get(Math.max(0,
                asks.size() - 1 - random.nextInt(3))));
    }

    private static void arriveOne(Story story, String node, Random random) {
        StoryNode from = story.nodes.get("n" + random.nextInt(story.nodes.size()));
        if (!from.up) return;
        from.deleted.forEach(s -> story.tombstone(node, s, false));
        List<StoryNode.Rec> all = List.copyOf(from.records.values());
        if (!all.isEmpty()) story.arrive(node, all.get(random.nextInt(all.size())));
    }
}
