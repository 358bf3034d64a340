package discedge.console.timebar;

/**
 * What stands how high in the timeline: ruler, marks, faults, density.
 *
 * @param ruler where its words stand
 * @param marks the middle of the marks
 * @param faults the top of the faults' lanes
 * @param lane height of one of them
 * @param density the top of the density, which goes down to {@code floor}
 */
record Rows(double ruler, double marks, double faults, double lane, double density, double floor) {
    private static final double TALL = 50;

    static Rows of(double height) {
        return height >= TALL ? new Rows(13, 21, 28, 6.5, 42, height - 2) : new Rows(11, 17, 22.5, 5.5, 34, height - 1);
    }

    boolean isMark(double y) {
        return y >= ruler && y < faults - 1;
    }

    /** −1 = not among the faults. */
    int lane(double y) {
        return y < faults - 1 || y >= density ? -1 : Math.min(Places.LANES - 1, (int) Math.max(0, (y - faults) / lane));
    }
}
