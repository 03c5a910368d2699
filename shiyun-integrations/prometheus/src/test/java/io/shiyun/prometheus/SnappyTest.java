package io.shiyun.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the snappy that everyone uses, both ways. */
class SnappyTest {
    private static byte[] unpack(byte[] packed) throws Malformed {
        int length = Snappy.plainLength(packed, packed.length, 1 << 24);
        byte[] plain = new byte[length + Snappy.SLACK];
        return Arrays.copyOf(plain, Snappy.unpack(packed, packed.length, plain));
    }

    @Test
    void bothWaysWithTheReferenceForTextNoiseAndRuns() throws IOException, Malformed {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            byte[] plain = sample(random, round);

            assertThat(unpack(org.xerial.snappy.Snappy.compress(plain))).isEqualTo(plain);
            assertThat(org.xerial.snappy.Snappy.uncompress(Snappy.pack(plain, plain.length)))
                    .isEqualTo(plain);
        }
    }

    @Test
    void packsTextAboutAsWellAsTheReference() throws IOException {
        byte[] plain = "http_requests_total{job=\"shop\",instance=\"a:1\"}"
                .repeat(3000)
                .getBytes(StandardCharsets.UTF_8);

        assertThat(Snappy.pack(plain, plain.length).length)
                .isLessThan(org.xerial.snappy.Snappy.compress(plain).length * 11 / 10);
    }

    @Test
    void hostileBytesAreRefusedAndNeverLeadOutside() {
        Random random = new Random(8);
        int refused = 0;
        for (int round = 0; round < 8_000; round++) {
            byte[] plain = sample(random, round % 9);
            byte[] packed = Snappy.pack(plain, Math.min(200, plain.length));
            for (int i = 0; i < 3; i++) {
                packed[random.nextInt(packed.length)] = (byte) random.nextInt();
            }
            packed = Arrays.copyOf(packed, 1 + random.nextInt(packed.length));
            try {
                unpack(packed);
            } catch (Malformed e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(4_000);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> unpack(new byte[0])).hasMessageContaining("does not say how long");
        assertThatThrownBy(() -> unpack(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}))
                .hasMessageContaining("send less at once");
        assertThatThrownBy(() -> unpack(new byte[] {10, 0x01, 0x05})).hasMessageContaining("before its first byte");
        assertThatThrownBy(() -> unpack(new byte[] {10, 36, 1, 2})).hasMessageContaining("ends early");
        assertThatThrownBy(() -> unpack(new byte[] {1, 8, 1, 2, 3})).hasMessageContaining("longer than it says");
    }

    private static byte[] sample(Random random, int round) {
        byte[] plain = new byte[round == 0 ? 0 : random.nextInt(round % 10 == 9 ? 300_000 : 3_000)];
        int alphabet = 1 << (1 + round % 8);
        for (int i = 0; i < plain.length; i++) {
            boolean again = i > 40 && random.nextInt(4) > 0;
            plain[i] = again ? plain[i - 1 - (round * 7 + i / 64) % 37] : (byte) random.nextInt(alphabet);
        }
        return plain;
    }
}
