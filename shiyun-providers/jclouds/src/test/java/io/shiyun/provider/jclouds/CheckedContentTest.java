package io.shiyun.provider.jclouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.provider.jclouds.CheckedContent.ContentMismatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedContentTest {
    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static CheckedContent checked(byte[] bytes, long told, String sha256) {
        return new CheckedContent(new ByteArrayInputStream(bytes), told, sha256);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 32_768, 100_000})
    void whatIsAsToldComesThroughUnchanged(int length) throws Exception {
        byte[] bytes = bytes(length);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        try (InputStream content = checked(bytes, length, sha256)) {
            assertThat(content.readAllBytes()).isEqualTo(bytes);
            assertThat(content.read()).isEqualTo(-1);
        }
    }

    @Test
    void singleBytesComeThroughToo() throws Exception {
        try (InputStream content = checked(new byte[] {(byte) 0xff, 1}, 2, "")) {
            assertThat(content.read()).isEqualTo(0xff);
            assertThat(content.read()).isEqualTo(1);
            assertThat(content.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 100_000})
    void theEndOfAWrongContentIsNeverSeen(int length) {
        byte[] bytes = bytes(length);
        for (CheckedContent wrong : new CheckedContent[] {
            checked(bytes, length, "0".repeat(64)),
            checked(bytes, length + 1L, ""),
            checked(bytes, length + 20_000L, "")
        }) {
            assertThatThrownBy(() -> assertThat(seen(wrong)).isLessThan(Math.max(1, length)))
                    .isInstanceOf(ContentMismatch.class);
        }
    }

    @Test
    void moreThanToldIsRefusedBeforeTheEndThatWasTold() {
        assertThatThrownBy(() -> seen(checked(bytes(20_000), 16_384, ""))).isInstanceOf(ContentMismatch.class);
    }

    private static int seen(InputStream content) throws IOException {
        int seen = 0;
        while (content.read() >= 0) {
            seen++;
        }
        return seen;
    }
}
