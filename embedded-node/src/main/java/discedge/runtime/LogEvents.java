package discedge.runtime;

/** What a durable log tells of the entries it was given. Calls come on the log's thread: hand the news on and return. */
public interface LogEvents {
    /** All entries up to this position are on the disk. */
    void appended(long lastPosition);

    /**
     * The entry at this position and every one behind it are not kept and never will be: nothing of them is in the file.
     *
     * @param why in words, with what to do
     */
    void failed(long firstPosition, String why);
}
