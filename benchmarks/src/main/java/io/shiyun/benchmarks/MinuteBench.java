package io.shiyun.benchmarks;

import io.shiyun.metrics.BankLimits;
import io.shiyun.metrics.DetectorBank;
import io.shiyun.prometheus.RemoteWriteReceiver;
import io.shiyun.prometheus.RemoteWriteServer;
import io.shiyun.prometheus.WriteBatch;
import io.shiyun.prometheus.WriteLimits;
import io.shiyun.watch.DetectorFile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.xerial.snappy.Snappy;

/**
 * A million series once a minute, end to end: remote write over HTTP on loopback, each sample judged by a warm detector of its series,
 * and a checkpoint on the disk after each minute. The bodies of a minute are made before its clock runs. Processor time of the process,
 * compiler and collector included; the time of the sender, which is a thread of the same process, is told apart.
 */
public final class MinuteBench {
    private static final int WARM = 240;
    private static final int CHUNK = 2_000;

    private final int series;
    private final long[] keys;
    private final double[][] noise = new double[3][1 << 14];
    private final DetectorBank bank;
    private long detecting;
    private long detectingWall;
    private long alarms;

    /** What a minute took, in seconds. */
    private record Took(
            double receive,
            double detect,
            double save,
            double sender,
            double arrivalWall,
            double detectWall,
            double saveWall) {
        double cpu() {
            return receive + detect + save;
        }

        double wall() {
            return arrivalWall + saveWall;
        }
    }

    private MinuteBench(int series) throws IOException {
        this.series = series;
        keys = keys(series);
        bank = new DetectorBank(BankLimits.of(series), new WarmStates(WARM), DetectorBank.ALONE);
        Random random = new Random(1);
        for (int kind = 0; kind < noise.length; kind++) {
            for (int i = 0; i < noise[kind].length; i++) {
                noise[kind][i] = WarmStates.value(kind, 0, random);
            }
        }
    }

    /** {@code [SERIES [MINUTES [FOLDER]]]}: a million, 5 and the folder of temporary files when not said. */
    public static void main(String[] args) throws IOException {
        int series = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int minutes = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path folder = args.length > 2 ? Path.of(args[2]) : Path.of(System.getProperty("java.io.tmpdir"));
        new MinuteBench(series).run(minutes, folder.resolve("shiyun-minute-bench.bank"));
    }

    private void run(int minutes, Path file) throws IOException {
        RemoteWriteReceiver receiver = new RemoteWriteReceiver(this::judge);
        List<Took> all = new ArrayList<>();
        try (RemoteWriteServer server = RemoteWriteServer.of(receiver).start()) {
            URL url = URI.create("http://127.0.0.1:" + server.port() + RemoteWriteServer.PATH)
                    .toURL();
            for (int minute = 0; minute <= minutes; minute++) {
                Took took = minute(url, WARM + minute, file);
                System.out.printf(
                        "minute %d%s: CPU s: received %.2f, judged %.2f, saved %.2f, sender %.2f; wall s: arrival %.2f"
                                + " (of which judged %.2f), saved %.2f%n",
                        minute,
                        minute == 0 ? " (fills the bank, not counted)" : "",
                        took.receive,
                        took.detect,
                        took.save,
                        took.sender,
                        took.arrivalWall,
                        took.detectWall,
                        took.saveWall);
                if (minute == 0) {
                    alarms = 0;
                } else {
                    all.add(took);
                }
            }
            long wanted = (minutes + 1L) * series;
            if (receiver.counts().samples() != wanted
                    || bank.counts().points() != wanted
                    || bank.counts().series() != series) {
                throw new IllegalStateException(
                        "of " + wanted + " samples: " + receiver.counts() + ", " + bank.counts());
            }
            print(all, Files.size(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void print(List<Took> all, long size) {
        int minutes = all.size();
        CpuTime.figure("series, one sample each a minute", series, "", "");
        CpuTime.figure("minutes, of which the following are the means", minutes, "", "");
        CpuTime.figure("received: HTTP, unpacked, decoded, named", mean(all, Took::receive), "CPU s", "");
        CpuTime.figure("judged", mean(all, Took::detect), "CPU s", "");
        CpuTime.figure("checkpoint", mean(all, Took::save), "CPU s", "");
        CpuTime.figure("all of it, of a minute of one processor", mean(all, Took::cpu), "CPU s", "at most 30, aim 10");
        CpuTime.figure(
                "the worst minute",
                all.stream().mapToDouble(Took::cpu).max().orElse(Double.NaN),
                "CPU s",
                "at most 30");
        CpuTime.figure("the sender, not counted above", mean(all, Took::sender), "CPU s", "");
        CpuTime.figure("by the clock: sent, received and judged", mean(all, Took::arrivalWall), "s", "");
        CpuTime.figure("by the clock: judged, of that", mean(all, Took::detectWall), "s", "");
        CpuTime.figure("by the clock: checkpoint, on the disk", mean(all, Took::saveWall), "s", "");
        CpuTime.figure(
                "by the clock: all of it, the sender included", mean(all, Took::wall), "s", "at most 30, aim 10");
        CpuTime.figure("size of the checkpoint", size / (double) series, "B/series", "");
        CpuTime.figure("alarms a minute", alarms / (double) minutes, "", "");
    }

    private static double mean(List<Took> all, ToDoubleFunction<Took> part) {
        return all.stream().mapToDouble(part).average().orElse(Double.NaN);
    }

    private Took minute(URL url, int minute, Path file) throws IOException {
        List<byte[]> bodies = bodies(minute);
        synchronized (bank) {
            detecting = 0;
            detectingWall = 0;
        }
        long process = CpuTime.process();
        long sender = CpuTime.thread();
        long clock = System.nanoTime();
        for (byte[] body : bodies) {
            post(url, body);
        }
        long arrivalWall = System.nanoTime() - clock;
        sender = CpuTime.thread() - sender;
        process = CpuTime.process() - process;
        synchronized (bank) {
            long save = CpuTime.process();
            clock = System.nanoTime();
            DetectorFile.save(bank, file);
            long saveWall = System.nanoTime() - clock;
            save = CpuTime.process() - save;
            return new Took(
                    (process - sender - detecting) / 1e9,
                    detecting / 1e9,
                    save / 1e9,
                    sender / 1e9,
                    arrivalWall / 1e9,
                    detectingWall / 1e9,
                    saveWall / 1e9);
        }
    }

    private boolean judge(WriteBatch batch) {
        synchronized (bank) {
            long cpu = CpuTime.thread();
            long clock = System.nanoTime();
            bank.feed(
                    batch.times()[0],
                    batch.keys(),
                    batch.times(),
                    batch.values(),
                    batch.samples(),
                    (index, key, verdict) -> alarms++);
            detectingWall += System.nanoTime() - clock;
            detecting += CpuTime.thread() - cpu;
        }
        return true;
    }

    private static void post(URL url, byte[] body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/x-protobuf");
        connection.setRequestProperty("Content-Encoding", "snappy");
        connection.setDoOutput(true);
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(30_000);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        int status = connection.getResponseCode();
        if (status != 204) {
            throw new IOException("answered " + status);
        }
        connection.getInputStream().close();
    }

    private List<byte[]> bodies(int minute) throws IOException {
        double day = 10 * Math.sin(2 * Math.PI * minute / 1_440);
        int from = minute * 7_919;
        List<byte[]> bodies = new ArrayList<>();
        for (int first = 0; first < series; first += CHUNK) {
            byte[] plain = WriteRequests.request(
                    first, Math.min(CHUNK, series - first), WarmStates.START + minute * WarmStates.MINUTE, id -> {
                        int kind = WarmStates.kind(keys[id]) % 3;
                        return noise[kind][(from + 613 * id) & 0x3fff] + (kind == 1 ? day : 0);
                    });
            bodies.add(Snappy.compress(plain));
        }
        return bodies;
    }

    /** Returns by what number the receiver names each series: by it the store of warm states chooses the kind. */
    private static long[] keys(int series) throws IOException {
        long[] keys = new long[series];
        int[] known = {0};
        RemoteWriteReceiver receiver = new RemoteWriteReceiver(
                batch -> {
                    System.arraycopy(batch.keys(), 0, keys, known[0], batch.samples());
                    known[0] += batch.samples();
                    return true;
                },
                WriteLimits.DEFAULT,
                1);
        for (int first = 0; first < series; first += CHUNK) {
            byte[] plain = WriteRequests.request(first, Math.min(CHUNK, series - first), WarmStates.START, id -> 0);
            receiver.receive("application/x-protobuf", "snappy", Snappy.compress(plain));
        }
        if (known[0] != series) {
            throw new IllegalStateException("named " + known[0] + " series");
        }
        return keys;
    }
}
