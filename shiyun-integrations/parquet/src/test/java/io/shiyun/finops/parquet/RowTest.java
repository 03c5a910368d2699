package io.shiyun.finops.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

class RowTest {
    /** A page of a dictionary is small, however often a row names its largest value. */
    @Test
    void aRowOfMoreThanAPageIsRefusedBeforeItIsWritten() throws IOException {
        int columns = 80;
        StringBuilder schema = new StringBuilder("message bill {");
        for (int i = 0; i < columns; i++) {
            schema.append(" optional binary c").append(i).append(" (STRING);");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Row row = new Row(MessageTypeParser.parseMessageType(schema + " }"), out);
        Binary text = Binary.fromConstantByteArray(new byte[1 << 20]);
        row.start();
        row.getConverter(0).asPrimitiveConverter().addBinary(text);
        row.end();
        int one = out.size();
        assertThat(one).isGreaterThan(1 << 20);

        row.start();
        for (int i = 0; i < columns; i++) {
            row.getConverter(i).asPrimitiveConverter().addBinary(text);
        }
        assertThatThrownBy(row::end).hasMessageContaining("a row has").hasMessageContaining("at most 67108864");
        assertThat(out.size()).isEqualTo(one);
    }
}
