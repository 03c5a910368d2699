package io.shiyun.metrics;

/**
 * The day of the month of a day of the epoch, in the Gregorian calendar and UTC, as one of {@value #SLOTS} numbers: 0 for the
 * first to 29 for the 30th, and {@value #LAST} for the last day, whichever it is. So what comes at the end of each month is one
 * day, and what comes on the 28th is another, but for a February of 28 days.
 */
final class MonthDay {
    static final int LAST = 30;
    static final int SLOTS = 31;

    /** From the first of March of the year 0, so that the day that some years have more is the last of a year. */
    private static final long TO_EPOCH = 719_468;

    private static final long DAYS_OF_400_YEARS = 146_097;

    private MonthDay() {}

    static int of(long day) {
        int date = date(day);
        return date >= 28 && date(day + 1) == 1 ? LAST : date - 1;
    }

    /** Returns 1 to 31, by the arithmetic of "chrono-Compatible Low-Level Date Algorithms" (Hinnant, 2013). */
    static int date(long day) {
        int ofEra = (int) Math.floorMod(day + TO_EPOCH, DAYS_OF_400_YEARS);
        int year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * year + year / 4 - year / 100);
        int month = (5 * ofYear + 2) / 153;
        return ofYear - (153 * month + 2) / 5 + 1;
    }
}
