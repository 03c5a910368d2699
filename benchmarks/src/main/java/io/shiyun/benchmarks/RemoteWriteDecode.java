package io.shiyun.benchmarks;

import com.google.protobuf.CodedInputStream;
import io.shiyun.prometheus.RemoteWriteReceiver;
import io.shiyun.prometheus.WriteLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xerial.snappy.Snappy;

/**
 * How fast remote write is received, in samples per CPU-second of the thread: unpacked, decoded, each series named by its hash, handed
 * over; beside snappy-java and protobuf-java, by the steps that protobuf's generated code takes, into objects. Requests are as
 * Prometheus sends them by its defaults, 2,000 series of one sample; a series has ten labels, of 240 bytes.
 */
public final class RemoteWriteDecode {
    private static final int SERIES = 2_000;
    /** More than a receiver remembers, so that none is taken for a repeat. */
    private static final int REQUESTS = 1_100;

    private static final int ROUNDS = 7;

    private record Label(String name, String value) {}

    private record Sample(double value, long time) {}

    private record Line(List<Label> labels, List<Sample> samples) {}

    private RemoteWriteDecode() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException {
        List<byte[]> bodies = new ArrayList<>(REQUESTS);
        long plain = 0;
        for (int i = 0; i < REQUESTS; i++) {
            int number = i;
            byte[] request = WriteRequests.request(
                    i * SERIES, SERIES, 1_795_253_400_000L + i * 15_000L, id -> id * 1.5 + number);
            plain += request.length;
            bodies.add(Snappy.compress(request));
        }
        System.out.printf(
                "%,d requests of %,d samples, %,d bytes each unpacked, %,d packed%n",
                REQUESTS,
                SERIES,
                plain / REQUESTS,
                bodies.stream().mapToLong(b -> b.length).sum() / REQUESTS);
        double best = 0;
        double peer = 0;
        double bytes = 0;
        double peerBytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long[] seen = new long[1];
            RemoteWriteReceiver receiver = new RemoteWriteReceiver(
                    batch -> {
                        for (int i = 0; i < batch.size(); i++) {
                            seen[0] += batch.keyLow(i) ^ batch.times()[batch.begin(i)];
                        }
                        return true;
                    },
                    WriteLimits.DEFAULT,
                    1);
            long cpu = CpuTime.thread();
            long allocated = CpuTime.allocated();
            for (byte[] body : bodies) {
                int status = receiver.receive("application/x-protobuf", "snappy", body)
                        .status();
                if (status != 204) {
                    throw new IllegalStateException("answered " + status);
                }
            }
            cpu = CpuTime.thread() - cpu;
            bytes = (CpuTime.allocated() - allocated) / (double) (REQUESTS * SERIES);
            if (receiver.counts().samples() != (long) REQUESTS * SERIES) {
                throw new IllegalStateException("not all samples arrived");
            }
            best = Math.max(best, REQUESTS * (double) SERIES / cpu * 1e9);

            cpu = CpuTime.thread();
            allocated = CpuTime.allocated();
            long found = 0;
            for (byte[] body : bodies) {
                found += lines(Snappy.uncompress(body)).size();
            }
            cpu = CpuTime.thread() - cpu;
            peerBytes = (CpuTime.allocated() - allocated) / (double) (REQUESTS * SERIES);
            if (found != (long) REQUESTS * SERIES) {
                throw new IllegalStateException("the peer found " + found);
            }
            peer = Math.max(peer, REQUESTS * (double) SERIES / cpu * 1e9);
        }
        CpuTime.figure("received", best, "samples/CPU-s", "");
        CpuTime.figure("allocated", bytes, "bytes/sample", "");
        CpuTime.figure("snappy-java and protobuf-java", peer, "samples/CPU-s", "");
        CpuTime.figure("allocated by them", peerBytes, "bytes/sample", "");
        CpuTime.figure("times as fast", best / peer, "", "");
    }

    private static List<Line> lines(byte[] plain) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(plain);
        List<Line> lines = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag != 0x0a) {
                in.skipField(tag);
                continue;
            }
            int outer = in.pushLimit(in.readRawVarint32());
            List<Label> labels = new ArrayList<>();
            List<Sample> samples = new ArrayList<>();
            for (int part = in.readTag(); part != 0; part = in.readTag()) {
                int inner = in.pushLimit(in.readRawVarint32());
                if (part == 0x0a) {
                    labels.add(label(in));
                } else {
                    samples.add(sample(in));
                }
                in.popLimit(inner);
            }
            in.popLimit(outer);
            lines.add(new Line(labels, samples));
        }
        return lines;
    }

    private static Label label(CodedInputStream in) throws IOException {
        String name = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == 0x0a) {
                name = in.readStringRequireUtf8();
            } else {
                value = in.readStringRequireUtf8();
            }
        }
        return new Label(name, value);
    }

    private static Sample sample(CodedInputStream in) throws IOException {
        double value = 0;
        long time = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == 0x09) {
                value = in.readDouble();
            } else {
                time = in.readInt64();
            }
        }
        return new Sample(value, time);
    }
}
