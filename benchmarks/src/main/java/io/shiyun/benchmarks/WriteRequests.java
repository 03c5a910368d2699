package io.shiyun.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Write requests as Prometheus sends them, not yet packed: series of one sample with ten labels, of 240 bytes. */
final class WriteRequests {
    private WriteRequests() {}

    /**
     * A request.
     *
     * @param first number of the first series; the others follow it
     * @param time of all samples, in milliseconds since the epoch
     * @param value of the sample of a series
     */
    static byte[] request(int first, int count, long time, IntToDoubleFunction value) {
        ByteArrayOutputStream request = new ByteArrayOutputStream(count * 320);
        for (int id = first; id < first + count; id++) {
            ByteArrayOutputStream series = new ByteArrayOutputStream(320);
            label(series, "__name__", "container_network_transmit_bytes_total");
            label(series, "cluster", "production-eu-west-1");
            label(series, "container", "checkout-" + id % 17);
            label(series, "endpoint", "https-metrics");
            label(series, "id", "/kubepods/burstable/pod" + Integer.toHexString(id * 0x9e3779b1) + "/" + id);
            label(series, "instance", "10.0." + id / 250 % 250 + "." + id % 250 + ":10250");
            label(series, "interface", "eth0");
            label(series, "job", "kubelet");
            label(series, "namespace", "shop");
            label(series, "pod", "checkout-" + Integer.toHexString(id * 31) + "-x7k" + id % 97);
            ByteBuffer sample = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
            sample.put((byte) 0x09).putDouble(value.applyAsDouble(id)).put((byte) 0x10);
            for (long rest = time; rest != 0; rest >>>= 7) {
                sample.put((byte) (rest < 0x80 ? rest : rest | 0x80));
            }
            part(series, 0x12, Arrays.copyOf(sample.array(), sample.position()));
            part(request, 0x0a, series.toByteArray());
        }
        return request.toByteArray();
    }

    private static void label(ByteArrayOutputStream to, String name, String value) {
        ByteArrayOutputStream label = new ByteArrayOutputStream(80);
        part(label, 0x0a, name.getBytes(StandardCharsets.UTF_8));
        part(label, 0x12, value.getBytes(StandardCharsets.UTF_8));
        part(to, 0x0a, label.toByteArray());
    }

    private static void part(ByteArrayOutputStream to, int tag, byte[] bytes) {
        to.write(tag);
        int rest = bytes.length;
        while (rest >= 0x80) {
            to.write(rest | 0x80);
            rest >>>= 7;
        }
        to.write(rest);
        to.writeBytes(bytes);
    }
}
