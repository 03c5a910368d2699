package io.shiyun.model;

/** What a price counts. A month is 730 hours and a year 8,760, as clouds' price lists have it. */
public enum Per {
    /** A second of use. */
    SECOND(1),
    /** A minute of use. */
    MINUTE(60),
    /** An hour of use. */
    HOUR(3_600),
    /** A day of 24 hours. */
    DAY(86_400),
    /** 730 hours. */
    MONTH(2_628_000),
    /** 8,760 hours. */
    YEAR(31_536_000),
    /** One GiB kept for a month of 730 hours. */
    GIB_MONTH(0),
    /** One GiB moved. */
    GIB(0),
    /** One request. */
    REQUEST(0),
    /** One piece of whatever is sold. */
    UNIT(0);

    private final long seconds;

    Per(long seconds) {
        this.seconds = seconds;
    }

    /** Returns whether this counts time. */
    public boolean isTime() {
        return seconds > 0;
    }

    /**
     * Returns the seconds in one of this.
     *
     * @throws IllegalStateException when this does not count time
     */
    public long seconds() {
        if (seconds == 0) {
            throw new IllegalStateException(this + " does not count time");
        }
        return seconds;
    }
}
