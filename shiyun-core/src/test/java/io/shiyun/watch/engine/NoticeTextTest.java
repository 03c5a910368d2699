package io.shiyun.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertStatus;
import io.shiyun.watch.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoticeTextTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00.123456Z");

    private static Alert alert(AlertStatus status, double value) {
        return new Alert(
                "f",
                "r",
                "m",
                "warning",
                0,
                status,
                value,
                AT,
                AT,
                status == AlertStatus.RESOLVED ? Optional.of(AT) : Optional.empty(),
                Map.of("a.b", "x=\n1", "label.x", ""),
                Map.of("summary", "\u70ed"));
    }

    @Test
    void theStoredFormLosesNothing() {
        Notice notice = new Notice(
                "id",
                "pager",
                "g",
                AlertStatus.FIRING,
                AT,
                List.of(alert(AlertStatus.FIRING, 1e-17), alert(AlertStatus.RESOLVED, Double.NaN)));
        assertThat(NoticeText.read("id", "pager", NoticeText.write(notice))).isEqualTo(notice);
    }

    @Test
    void aTextThatLacksAPartSaysWhich() {
        assertThatThrownBy(() -> NoticeText.read("id", "pager", Map.of("alerts", "0")))
                .hasMessageContaining("group");
    }
}
