package io.shiyun.finops;

import io.shiyun.model.CloudId;
import java.time.LocalDate;
import java.util.List;

/**
 * What came of a refresh, and what did not.
 *
 * @param first the first day asked for
 * @param end the first day no longer
 * @param rows how many rows are in
 * @param gaps the regions that did not answer in full; nothing of their answer is in, and what was in before stays
 * @param metered the clouds that have no bill, whose use this library meters itself
 * @param notes what the bills do not tell
 */
public record Intake(
        LocalDate first, LocalDate end, long rows, List<Gap> gaps, List<CloudId> metered, List<String> notes) {
    public Intake {
        gaps = List.copyOf(gaps);
        metered = List.copyOf(metered);
        notes = List.copyOf(notes);
    }

    /**
     * Days of a region that are not known.
     *
     * @param region its cloud and name, such as {@code prod/eu-1}
     * @param days which
     * @param why what went wrong
     */
    public record Gap(String region, List<LocalDate> days, String why) {
        public Gap {
            days = List.copyOf(days);
        }
    }

    /** Returns whether every region answered in full. */
    public boolean complete() {
        return gaps.isEmpty();
    }
}
