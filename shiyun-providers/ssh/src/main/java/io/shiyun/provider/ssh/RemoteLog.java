package io.shiyun.provider.ssh;

import io.shiyun.process.ChunkLog;
import io.shiyun.process.LogPosition;
import io.shiyun.process.ProcessException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The log of a replica, on its machine, which also keeps it from growing. */
final class RemoteLog extends ChunkLog {
    private static final int CHUNK = 128 * 1024;

    private final RemoteSite site;

    RemoteLog(RemoteSite site) {
        this.site = site;
    }

    @Override
    protected Chunk chunk(LogPosition wanted) {
        Runner.Bytes said = site.run(
                "read_log",
                Long.toString(wanted.generation()),
                Long.toString(wanted.offset()),
                Integer.toString(CHUNK));
        if (said.outBytes().length == 0) {
            return new Chunk(wanted, new byte[0], false, true); // Its folder is not made yet.
        }
        long[] head = head(said, 4);
        byte[] bytes = said.after('\n');
        LogPosition from = new LogPosition(head[0], head[1]);
        return new Chunk(from, bytes, head[2] == 1, from.offset() + bytes.length >= head[3]);
    }

    @Override
    public Tail tail(int lines) {
        Runner.Bytes said = site.run("tail_log", Integer.toString(lines), Integer.toString(CHUNK));
        if (said.outBytes().length == 0) {
            return new Tail(List.of(), LogPosition.START);
        }
        long[] head = head(said, 2);
        return new Tail(lines(said.after('\n'), lines), new LogPosition(head[0], head[1]));
    }

    @Override
    public Optional<Instant> written() {
        String seconds = site.run("written").out().strip();
        return seconds.matches("\\d{1,12}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)))
                : Optional.empty();
    }

    private static long[] head(Runner.Bytes said, int numbers) {
        String line = said.out().lines().findFirst().orElse("");
        String[] words = line.strip().split("\\s+");
        if (words.length != numbers || !line.matches("[\\d\\s]+")) {
            throw new ProcessException(ProcessException.Kind.IO, "the log cannot be read: " + said.err());
        }
        long[] all = new long[numbers];
        for (int i = 0; i < numbers; i++) {
            all[i] = Long.parseLong(words[i]);
        }
        return all;
    }
}
