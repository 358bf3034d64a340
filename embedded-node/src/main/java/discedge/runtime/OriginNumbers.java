package discedge.runtime;

import discedge.fred.Origin;
import discedge.tokens.UnreadableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The numbers that one side of a stream has given to origins, in the order it named them. */
final class OriginNumbers {
    private final List<Origin> byNumber = new ArrayList<>();
    private final Map<Origin, Integer> numbers = new HashMap<>();

    boolean greeted() {
        return !byNumber.isEmpty();
    }

    /** Gives the next number; the first is for the origin of the hello. */
    int add(Origin origin) {
        byNumber.add(origin);
        numbers.putIfAbsent(origin, byNumber.size() - 1);
        return byNumber.size() - 1;
    }

    /** Its number; −1 if it was not named yet. */
    int indexOf(Origin origin) {
        return numbers.getOrDefault(origin, -1);
    }

    Origin get(int number) {
        if (number < 0 || number >= byNumber.size()) {
            throw new UnreadableException("origin number " + number + " was never introduced on this link");
        }
        return byNumber.get(number);
    }
}
