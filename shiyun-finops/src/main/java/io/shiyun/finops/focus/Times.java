package io.shiyun.finops.focus;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Points in time as bills write them. FOCUS wants {@code 2024-09-01T00:00:00Z}; read as well are a space for the T, no
 * zone (UTC is meant), no time of day (midnight), fractions of a second (dropped if zero) and an offset.
 */
final class Times {
    private Times() {}

    /**
     * Returns seconds since 1970-01-01T00:00Z.
     *
     * @throws BadValue if the text is none of the forms above
     */
    static long seconds(String text) {
        try {
            String trimmed = text.strip();
            LocalDate date = LocalDate.parse(trimmed.substring(0, Math.min(10, trimmed.length())));
            if (trimmed.length() <= 10) {
                return date.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
            }
            char separator = trimmed.charAt(10);
            if (separator != 'T' && separator != ' ') {
                throw bad();
            }
            String time = trimmed.substring(11);
            int zone = zoneStart(time);
            ZoneOffset offset = zone == time.length()
                    ? ZoneOffset.UTC
                    : zone(time.substring(zone).strip());
            LocalDateTime at =
                    LocalDateTime.parse(date + "T" + time.substring(0, zone).strip());
            if (at.getNano() != 0) {
                throw new BadValue("has a fraction of a second, which no charge period has");
            }
            return at.toEpochSecond(offset);
        } catch (DateTimeException e) {
            throw bad();
        }
    }

    private static int zoneStart(String time) {
        int at = 0;
        while (at < time.length() && "0123456789:.".indexOf(time.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static ZoneOffset zone(String zone) {
        return "UTC".equals(zone) || zone.isEmpty() ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }

    private static BadValue bad() {
        return new BadValue("is not a date and time; write it like 2024-09-01T00:00:00Z");
    }
}
