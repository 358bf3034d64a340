package discedge.models;

/** Told how far something has come, on the thread that does it, and asked whether it should go on. */
public interface Progress {
    /** What is being done. */
    enum Step { DOWNLOADING, UNPACKING, COPYING, CHECKING }

    /** Says nothing and never gives up. */
    Progress NONE = (_, _, _) -> { };

    /** @param total 0 = not known */
    void at(Step step, long bytesDone, long total);

    /** Asked often: true ends it as soon as can be, with nothing half-done left behind. */
    default boolean cancelled() {
        return false;
    }
}
