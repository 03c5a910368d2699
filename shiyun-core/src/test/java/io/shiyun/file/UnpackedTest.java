package io.shiyun.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackedTest {
    private static final Unpacked.Bounds BOUNDS =
            new Unpacked.Bounds(1_000_000, "allow more", 10_000, 100, "unpack it first");

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] read(byte[] file) throws IOException {
        return Unpacked.of(new ByteArrayInputStream(file), BOUNDS).readAllBytes();
    }

    private static Unpacked.Refused refused(byte[] file) {
        return catchThrowableOfType(Unpacked.Refused.class, () -> read(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 200_000})
    void plainBytesAndGzipComeOutTheSame(int length) throws IOException {
        byte[] plain = new byte[length];
        new Random(1).nextBytes(plain);
        assertThat(read(plain)).isEqualTo(plain);
        assertThat(read(packed(plain))).isEqualTo(plain);
        try (Unpacked one = Unpacked.of(new ByteArrayInputStream(packed(plain)), BOUNDS)) {
            assertThat(one.read()).isEqualTo(length == 0 ? -1 : plain[0] & 0xff);
        }
    }

    @Test
    void moreThanIsAllowedIsRefusedWithWhatToDo() throws IOException {
        byte[] large = new byte[1_000_001];
        new Random(1).nextBytes(large);
        assertThat(refused(large)).hasMessage("it has more than 1000000 bytes, allow more");
        assertThat(refused(packed(large))).hasMessage("it has more than 1000000 bytes, allow more");
        assertThat(refused(large).damaged()).isFalse();
        assertThat(read(Arrays.copyOf(large, 1_000_000))).hasSize(1_000_000);
    }

    @Test
    void aBombIsRefusedAndWhatIsHarmlessIsNot() throws IOException {
        assertThat(refused(packed(new byte[900_000])))
                .hasMessage("it unpacks to more than 100 times its size, unpack it first");
        assertThat(read(packed(new byte[10_000]))).hasSize(10_000);
    }

    @Test
    void aGzipThatIsCutOrDamagedIsRefusedWhereverThatIs() throws IOException {
        byte[] plain = new byte[5_000];
        new Random(1).nextBytes(plain);
        byte[] good = packed(plain);
        for (int length = 2; length < good.length; length += 61) {
            assertThat(refused(Arrays.copyOf(good, length)).damaged()).isTrue();
        }
        assertThat(refused(Arrays.copyOf(good, 2_000))).hasMessageContaining("ends in the middle; the file is cut");
        byte[] wrong = good.clone();
        wrong[good.length - 6] ^= 1;
        assertThat(refused(wrong)).hasMessageContaining("the gzip data is damaged");
        wrong[2] ^= 1;
        assertThatThrownBy(() -> read(wrong)).isInstanceOf(Unpacked.Refused.class);
    }
}
