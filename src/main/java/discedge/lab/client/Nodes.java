package discedge.lab.client;

import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The nodes a client can reach. May change while clients use it; safe for many threads. */
public final class Nodes {
    private final Map<String, Place> places = new ConcurrentSkipListMap<>();

    public Nodes(Place... places) {
        for (Place place : places) put(place);
    }

    /** Adds a node, or replaces the one of that name: the next request uses the new address. */
    public void put(Place place) {
        places.put(place.name(), place);
    }

    /** Gives a node another address, as after a restart. */
    public void move(String name, InetSocketAddress address) {
        put(new Place(name, address, place(name).position()));
    }

    public void remove(String name) {
        places.remove(name);
    }

    /** @throws IllegalArgumentException that names the nodes there are */
    public Place place(String name) {
        Place place = places.get(name);
        if (place == null) throw new IllegalArgumentException("there is no node '" + name + "'; there are " + places.keySet());
        return place;
    }

    public boolean has(String name) {
        return places.containsKey(name);
    }

    /** All nodes, the nearest first; equally near ones by name. */
    public List<Place> byDistance(Position from) {
        return places.values().stream().sorted(Comparator.comparingDouble(place -> place.position().distanceTo(from))).toList();
    }
}
