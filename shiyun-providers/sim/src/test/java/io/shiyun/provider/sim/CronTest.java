package io.shiyun.provider.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.CloudException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    /** 1 March 2026 is a Sunday. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *      | 2026-03-01T10:00:30Z | 2026-03-01T10:01:00Z",
                "0 3 * * *      | 2026-03-01T10:00:00Z | 2026-03-02T03:00:00Z",
                "*/15 * * * *   | 2026-03-01T10:00:00Z | 2026-03-01T10:15:00Z",
                "5,35 8-9 * * * | 2026-03-01T08:10:00Z | 2026-03-01T08:35:00Z",
                "0 0 31 * *     | 2026-03-31T00:00:00Z | 2026-05-31T00:00:00Z",
                "0 0 29 2 *     | 2026-03-01T00:00:00Z | 2028-02-29T00:00:00Z",
                "0 0 * * 7      | 2026-03-01T00:00:00Z | 2026-03-08T00:00:00Z",
                "0 0 * * 1-5    | 2026-03-06T12:00:00Z | 2026-03-09T00:00:00Z",
                "0 0 13 * 5     | 2026-03-01T00:00:00Z | 2026-03-06T00:00:00Z",
            })
    void the_next_run_is_the_first_minute_that_matches(String schedule, Instant from, Instant next) {
        assertThat(Cron.parse(schedule).after(from)).contains(next);
    }

    @Test
    void a_day_that_never_comes_has_no_next_run() {
        assertThat(Cron.parse("0 0 30 2 *").after(Instant.parse("2026-03-01T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "5-1 * * * *", "*/0 * * * *", "a * * * *"
            })
    void what_cannot_be_read_is_refused(String schedule) {
        assertThatThrownBy(() -> Cron.parse(schedule)).isInstanceOf(CloudException.class);
    }
}
