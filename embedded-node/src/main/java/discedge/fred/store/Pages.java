package discedge.fred.store;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a keygroup's items in their order, page by page. A page begins with the last key of the one before, so that no sibling is
 * missed: its reader hears of some items twice. One that is too long for a message is halved, and the pages after it grow again;
 * one of nothing but one key's siblings is asked for again with one item more.
 */
final class Pages {
    /** Makes one scan; its answer comes once or, if nobody wants it any more, never. */
    interface Scans {
        void scan(FredCall.Scan call, Consumer<FredReply> then);
    }

    interface Reader {
        /** Also items whose keys do not begin as wanted, on the last page. */
        void page(List<FredReply.Item> items);

        /** @param failure what was answered in place of a page; empty = all was read */
        void end(Optional<FredReply> failure);
    }

    private final Scans scans;
    private final String keygroup;
    private final String prefix;
    private final boolean keysOnly;
    private final int most;
    private final Reader reader;

    private Pages(Scans scans, String keygroup, String prefix, boolean keysOnly, int most, Reader reader) {
        this.scans = scans;
        this.keygroup = keygroup;
        this.prefix = prefix;
        this.keysOnly = keysOnly;
        this.most = most;
        this.reader = reader;
    }

    /**
     * @param from the first key; something must stand there
     * @param prefix how wanted keys begin
     * @param size items a page
     */
    static void read(Scans scans, String keygroup, String from, String prefix, boolean keysOnly, int size, Reader reader) {
        new Pages(scans, keygroup, prefix, keysOnly, size, reader).page(from, size, false);
    }

    private void page(String from, int size, boolean grown) {
        scans.scan(new FredCall.Scan(keygroup, from, size, keysOnly), reply -> {
            if (reply instanceof FredReply.Items page) took(page.items(), from, size);
            else if (reply instanceof FredReply.TooLong && size > 2 && !grown) page(from, size / 2, false);
            else reader.end(Optional.of(reply));
        });
    }

    private void took(List<FredReply.Item> items, String from, int size) {
        reader.page(items);
        String last = items.isEmpty() ? from : items.getLast().id();
        if (items.size() < size || !last.startsWith(prefix)) reader.end(Optional.empty());
        else if (last.compareTo(from) > 0) page(last, Math.min(most, 2 * size), false);
        else page(from, size + 1, true);
    }
}
