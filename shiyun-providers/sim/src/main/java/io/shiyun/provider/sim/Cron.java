package io.shiyun.provider.sim;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Five-field cron in UTC, as POSIX crontab has it: minute, hour, day of month, month, day of week; lists, ranges, steps. */
final class Cron {
    private static final int[][] LIMITS = {{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 7}};
    private static final Duration FARTHEST = Duration.ofDays(4 * 366);

    private final List<BitSet> fields;
    private final boolean eitherDay;

    private Cron(List<BitSet> fields, boolean eitherDay) {
        this.fields = fields;
        this.eitherDay = eitherDay;
    }

    static Cron parse(String text) {
        String[] words = text.trim().split("\\s+");
        if (words.length != LIMITS.length) {
            throw wrong(text, "five fields are needed");
        }
        List<BitSet> fields = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            fields.add(field(text, words[i], LIMITS[i][0], LIMITS[i][1]));
        }
        if (fields.get(4).get(7)) {
            fields.get(4).set(0);
        }
        return new Cron(fields, !words[2].startsWith("*") && !words[4].startsWith("*"));
    }

    private static BitSet field(String text, String word, int least, int most) {
        BitSet set = new BitSet();
        for (String part : word.split(",", -1)) {
            if (!part.matches("(\\*|[0-9]{1,2}(-[0-9]{1,2})?)(/[0-9]{1,2})?")) {
                throw wrong(text, "'" + part + "' is no number, range or step");
            }
            String[] halves = part.split("/", -1);
            String[] ends = halves[0].split("-", -1);
            int from = halves[0].equals("*") ? least : Integer.parseInt(ends[0]);
            int to = halves[0].equals("*") ? most : Integer.parseInt(ends[ends.length - 1]);
            int step = halves.length == 2 ? Integer.parseInt(halves[1]) : 1;
            if (from < least || to > most || from > to || step < 1) {
                throw wrong(text, "'" + part + "' is not within " + least + " to " + most);
            }
            for (int value = from; value <= to; value += step) {
                set.set(value);
            }
        }
        return set;
    }

    /** Returns the first minute after this moment that matches; empty when none does within four years. */
    Optional<Instant> after(Instant moment) {
        OffsetDateTime time =
                moment.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        OffsetDateTime end = time.plus(FARTHEST);
        while (time.isBefore(end)) {
            if (!fields.get(3).get(time.getMonthValue()) || !day(time)) {
                time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!fields.get(1).get(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!fields.get(0).get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time.toInstant());
            }
        }
        return Optional.empty();
    }

    /** Where both days are given, either will do. */
    private boolean day(OffsetDateTime time) {
        boolean ofMonth = fields.get(2).get(time.getDayOfMonth());
        boolean ofWeek = fields.get(4).get(time.getDayOfWeek().getValue() % 7);
        return eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
    }

    private static CloudException wrong(String text, String why) {
        return CloudException.rejected(Reason.INVALID, "the schedule '" + text + "' cannot be read: " + why)
                .code("BadSchedule")
                .build();
    }
}
