package io.shiyun.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WriteDecoderTest {
    private static final WriteLimits SMALL = new WriteLimits(1000, 1000, 3, 10, 4, 100);

    private static WriteBatch read(Bytes request) throws Malformed {
        return read(WriteLimits.DEFAULT, request);
    }

    private static WriteBatch read(WriteLimits limits, Bytes request) throws Malformed {
        return new WriteDecoder(limits).read(Arrays.copyOf(request.array, request.length), request.length);
    }

    @Test
    void readsWhatTheEncoderWrites() throws Malformed {
        Series.Builder cpu = Series.named("cpu.used", "1").label("host", "h1").label("\u00e9t\u00e9", "\u62fe\u4e91");
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            cpu.add(1_700_000_000_123L + i * 15_000L, random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300));
        }
        Series one = cpu.build();
        Series two = Series.named("up_seconds", "s")
                .add(-5, -0.0)
                .add(0, 0.0)
                .add(5, Double.MIN_VALUE)
                .build();
        WriteEncoder encoder = new WriteEncoder();
        encoder.add(WriteEncoder.labels(one), one, 0, one.size());
        encoder.add(WriteEncoder.labels(two), two, 0, two.size());
        byte[] packed = encoder.packed();
        byte[] plain = new byte[Snappy.plainLength(packed, packed.length, 1 << 20) + Snappy.SLACK];
        int length = Snappy.unpack(packed, packed.length, plain);

        WriteBatch batch = new WriteDecoder(WriteLimits.DEFAULT).read(plain, length);

        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.samples()).isEqualTo(503);
        assertThat(batch.name(0)).isEqualTo("cpu_used");
        assertThat(batch.labels(0))
                .containsEntry("host", "h1")
                .containsEntry("_t_", "\u62fe\u4e91")
                .hasSize(2);
        for (int i = 0; i < 500; i++) {
            assertThat(batch.times()[i]).isEqualTo(one.time(i));
            assertThat(Double.doubleToRawLongBits(batch.values()[i]))
                    .isEqualTo(Double.doubleToRawLongBits(one.value(i)));
        }
        assertThat(batch.series(1)).isEqualTo(two);
        assertThat(Double.doubleToRawLongBits(batch.values()[batch.begin(1)])).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void keyIsTheHashOfAllLabelsAndOfNothingElse() throws Malformed {
        Bytes request = new Bytes();
        series(request, new double[] {1}, "__name__", "up", "job", "a");
        series(request, new double[] {2, 3}, "__name__", "up", "job", "a");
        series(request, new double[] {1}, "__name__", "upj", "ob", "a");
        WriteBatch batch = read(request);
        SeriesHash hash = new SeriesHash();
        byte[] canonical = "__name__\u00ffup\u00ffjob\u00ffa\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        hash.of(canonical, canonical.length);

        assertThat(batch.keyHigh(0)).isEqualTo(hash.high).isEqualTo(batch.keyHigh(1));
        assertThat(batch.keyLow(0)).isEqualTo(hash.low).isEqualTo(batch.keyLow(1));
        assertThat(batch.keyHigh(2)).isNotEqualTo(hash.high);
        assertThat(Arrays.copyOf(batch.keys(), batch.samples()))
                .containsExactly(hash.low, hash.low, hash.low, batch.keyLow(2));
    }

    @Test
    void hashIsMurmur3() {
        SeriesHash hash = new SeriesHash();
        byte[] fox = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.US_ASCII);
        hash.of(fox, fox.length);
        assertThat(Long.toHexString(hash.high) + Long.toHexString(hash.low))
                .isEqualTo("e34bbc7bbc071b6c7a433ca9c49a9347");
        hash.of("hello".getBytes(StandardCharsets.US_ASCII), 5);
        assertThat(Long.toHexString(hash.high)).isEqualTo("cbd8a7b341bd9b02");
    }

    @Test
    void countsWhatIsNoPointAndLeavesItOut() throws Malformed {
        double stale = Double.longBitsToDouble(WriteDecoder.STALE);
        Bytes request = new Bytes();
        series(request, new double[] {1, stale, Double.NaN, Double.NEGATIVE_INFINITY, 2}, "__name__", "up");
        series(request, new double[] {stale}, "__name__", "gone");
        WriteBatch batch = read(request);

        assertThat(batch.samples()).isEqualTo(2);
        assertThat(batch.stale).isEqualTo(2);
        assertThat(batch.notFinite).isEqualTo(2);
        assertThat(batch.end(1)).isEqualTo(batch.begin(1)).isEqualTo(2);
    }

    @Test
    void repeatedAndDisorderedSamplesAreCountedAndKeptButNotInASeries() throws Malformed {
        Bytes request = new Bytes();
        Bytes body = new Bytes();
        label(body, "__name__", "up");
        for (long time : new long[] {10, 20, 20, 5, 30}) {
            sample(body, time, time);
        }
        nest(request, 1, body);
        WriteBatch batch = read(request);

        assertThat(batch.samples()).isEqualTo(5);
        assertThat(batch.repeated).isEqualTo(1);
        assertThat(batch.disordered).isEqualTo(1);
        assertThat(batch.series(0).size()).isEqualTo(3);
    }

    @Test
    void seriesThatBreakTheRulesAreLeftOutAndTheOthersStay() throws Malformed {
        String[][] bad = {
            {"job", "a"},
            {"__name__", "up", "__name__", "up"},
            {"job", "a", "__name__", "up"},
            {"__name__", "up", "\u00e9", "x", "job", "a"},
            {"__name__", "up", "job", ""},
            {"", "x", "__name__", "up"},
            {"__name__", " "},
            {"__name__", "up", "a", "x".repeat(20_000)},
        };
        for (String[] labels : bad) {
            Bytes request = new Bytes();
            series(request, new double[] {1}, "__name__", "before");
            series(request, new double[] {2}, labels);
            series(request, new double[] {3}, "__name__", "behind");
            WriteBatch batch = read(request);

            assertThat(batch.refused).as(Arrays.toString(labels)).isEqualTo(1);
            assertThat(batch.firstRefusal).isNotEmpty();
            assertThat(batch.size()).isEqualTo(2);
            assertThat(batch.name(1)).isEqualTo("behind");
            assertThat(batch.values()[batch.begin(1)]).isEqualTo(3);
        }
    }

    @Test
    void textThatIsNoUtf8IsRefused() throws Malformed {
        Bytes request = new Bytes();
        Bytes body = new Bytes();
        label(body, "__name__", "up");
        Bytes label = new Bytes();
        label.tag(1, 2);
        label.block("job".getBytes(StandardCharsets.US_ASCII));
        label.tag(2, 2);
        label.block(new byte[] {(byte) 0xc0, (byte) 0x80});
        nest(body, 1, label);
        nest(request, 1, body);

        assertThat(read(request).firstRefusal).contains("UTF-8");
    }

    @Test
    void moreThanTheLimitsIsRefused() throws Malformed {
        Bytes many = new Bytes();
        for (int i = 0; i < 4; i++) {
            series(many, new double[] {1}, "__name__", "s" + i);
        }
        assertThatThrownBy(() -> read(SMALL, many))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("3 series");
        Bytes samples = new Bytes();
        series(samples, new double[11], "__name__", "s");
        assertThatThrownBy(() -> read(SMALL, samples)).hasMessageContaining("10 samples");
        Bytes labels = new Bytes();
        series(labels, new double[] {1}, "__name__", "s", "a", "1", "b", "1", "c", "1", "d", "1", "e", "1");
        assertThat(read(SMALL, labels).firstRefusal).contains("4 labels");
    }

    @Test
    void histogramsExemplarsMetadataAndUnknownFieldsAreSkippedAndCounted() throws Malformed {
        Bytes request = new Bytes();
        Bytes body = new Bytes();
        label(body, "__name__", "up");
        nest(body, 3, new Bytes());
        nest(body, 4, new Bytes());
        sample(body, 7, 7);
        body.tag(999, 0);
        body.varint(-1);
        body.tag(15, 5);
        body.raw(new byte[4], 4);
        nest(request, 1, body);
        nest(request, 3, body);
        WriteBatch batch = read(request);

        assertThat(batch.samples()).isEqualTo(1);
        assertThat(batch.histograms).isEqualTo(1);
        assertThat(batch.exemplars).isEqualTo(1);
    }

    @Test
    void noBytesWhateverMakeItThrowAnythingElse() {
        Random random = new Random(3);
        Bytes request = new Bytes();
        series(request, new double[] {1, 2, 3}, "__name__", "up", "job", "a");
        series(request, new double[] {4}, "__name__", "down", "job", "b");
        WriteDecoder decoder = new WriteDecoder(WriteLimits.DEFAULT);
        int refused = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = Arrays.copyOf(request.array, 1 + random.nextInt(request.length));
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                WriteBatch batch = decoder.read(bytes, bytes.length);
                for (int i = 0; i < batch.size(); i++) {
                    batch.series(i);
                }
            } catch (Malformed e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(50_000, 199_000);
    }

    static void series(Bytes request, double[] values, String... labels) {
        Bytes body = new Bytes();
        for (int i = 0; i < labels.length; i += 2) {
            label(body, labels[i], labels[i + 1]);
        }
        for (int i = 0; i < values.length; i++) {
            sample(body, 1000L * i, values[i]);
        }
        nest(request, 1, body);
    }

    static void label(Bytes to, String name, String value) {
        Bytes label = new Bytes();
        label.tag(1, 2);
        label.block(name.getBytes(StandardCharsets.UTF_8));
        label.tag(2, 2);
        label.block(value.getBytes(StandardCharsets.UTF_8));
        nest(to, 1, label);
    }

    static void sample(Bytes to, long time, double value) {
        Bytes sample = new Bytes();
        sample.tag(1, 1);
        sample.fixed64(Double.doubleToRawLongBits(value));
        sample.tag(2, 0);
        sample.varint(time);
        nest(to, 2, sample);
    }

    static void nest(Bytes to, int field, Bytes inner) {
        to.tag(field, 2);
        to.block(inner.array, inner.length);
    }
}
