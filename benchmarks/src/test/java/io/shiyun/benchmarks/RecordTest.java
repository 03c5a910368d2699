package io.shiyun.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordTest {
    @Test
    void aPrintedLineIsAFigure() {
        assertThat(Record.figure("figure: kill: took | 0.35 | s | at most 2"))
                .isEqualTo(Figure.of("kill: took", 0.35, "s", "at most 2"));
        assertThat(Record.figure("figure: lost | 0 | |")).isEqualTo(Figure.of("lost", 0, "", ""));
    }

    @Test
    void aLineOfAnotherFormIsRefusedWithTheForm() {
        assertThatThrownBy(() -> Record.figure("figure: lost: 0"))
                .hasMessageContaining("figure: lost: 0")
                .hasMessageContaining("NAME | VALUE | UNIT | BOUND");
    }
}
