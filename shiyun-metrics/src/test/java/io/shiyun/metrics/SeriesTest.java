package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void isACopyInTheOrderOfTime() {
        Series.Builder builder = Series.named("cpu.used", "1").label("host", "a");
        for (int i = 0; i < 100; i++) {
            builder.add(i * 10L, i);
        }
        Series series = builder.build();
        builder.add(5_000, 1).label("host", "b");
        assertThat(series.size()).isEqualTo(100);
        assertThat(series.labels()).containsEntry("host", "a");
        Series part = series.between(15, 40);
        assertThat(part.size()).isEqualTo(2);
        assertThat(part.time(0)).isEqualTo(20);
        assertThat(part.value(1)).isEqualTo(3);
        assertThat(series.between(40, 15).size()).isZero();
        assertThat(series.between(0, 1_000)).isEqualTo(series).hasSameHashCodeAs(series);
    }

    @Test
    void refusesWhatIsOutOfOrderOrNotFinite() {
        Series.Builder builder = Series.named("cpu.used", "1").add(10, 1);
        assertThatThrownBy(() -> builder.add(10, 2)).hasMessageContaining("not after 10");
        assertThatThrownBy(() -> builder.add(11, Double.NaN)).hasMessageContaining("leave the point out");
        assertThatThrownBy(() -> Series.named(" ", "1")).hasMessageContaining("name");
    }
}
