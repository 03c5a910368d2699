package io.shiyun.watch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Times in the forms that files of measurements have. */
final class CsvTime {
    /** Whole numbers below it are seconds, up to the year 5138; from it on they are milliseconds, from March 1973. */
    private static final double FIRST_MILLIS = 1e11;
    /** The year 9999. */
    private static final double LAST_MILLIS = 253_402_300_799_999.0;

    private CsvTime() {}

    /** Returns milliseconds since the epoch, if the text is a time: epoch seconds, milliseconds, or ISO 8601, UTC unless it says. */
    static OptionalLong millis(String text) {
        String time = text.strip();
        if (time.isEmpty() || time.length() > 40) {
            return OptionalLong.empty();
        }
        boolean number = time.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+')
                && time.lastIndexOf('-') <= 0;
        return number ? epoch(time) : iso(time);
    }

    private static OptionalLong epoch(String text) {
        try {
            double value = Double.parseDouble(text);
            double millis = Math.abs(value) < FIRST_MILLIS ? value * 1000 : value;
            return Math.abs(millis) <= LAST_MILLIS ? OptionalLong.of(Math.round(millis)) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong iso(String text) {
        String time =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        try {
            return OptionalLong.of(instant(time).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static Instant instant(String time) {
        if (time.length() == 10) {
            return LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        boolean zoned = time.endsWith("Z") || time.indexOf('+') > 0 || time.lastIndexOf('-') > 10;
        return zoned
                ? OffsetDateTime.parse(time).toInstant()
                : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
    }
}
