package io.shiyun.process;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** A log that is read in pieces, wherever they come from, and handed out by lines. */
public abstract class ChunkLog implements LineLog {
    /** Longer lines are delivered in pieces of this many bytes. */
    public static final int LONGEST_LINE = 16 * 1024;

    /** Makes a log. */
    protected ChunkLog() {}

    /**
     * A piece of one generation.
     *
     * @param from where it begins
     * @param bytes what is there
     * @param sealed whether that generation is no longer written
     * @param last whether it is the end of that generation
     */
    protected record Chunk(LogPosition from, byte[] bytes, boolean sealed, boolean last) {
        public Chunk {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(bytes, "bytes");
        }
    }

    /** Returns the piece at a position, or at the oldest there is when the position is no longer kept. */
    protected abstract Chunk chunk(LogPosition wanted);

    @Override
    public LogPosition read(LogPosition from, int atMost, boolean withRest, Consumer<String> sink) {
        LogPosition position = from;
        int left = atMost;
        while (left > 0) {
            Chunk chunk = chunk(position);
            LineSplitter.Split split =
                    LineSplitter.split(chunk.bytes, left, chunk.last && (chunk.sealed || withRest), LONGEST_LINE);
            split.lines().forEach(sink);
            left -= split.lines().size();
            position = new LogPosition(chunk.from.generation(), chunk.from.offset() + split.consumed());
            boolean atEnd = chunk.last && split.consumed() == chunk.bytes.length;
            if (atEnd && chunk.sealed) {
                position = new LogPosition(chunk.from.generation() + 1, 0);
            } else if (atEnd || split.consumed() == 0) {
                return position;
            }
        }
        return position;
    }

    /** Returns the last lines of some bytes, the rest behind the last line feed among them. */
    protected static List<String> lines(byte[] bytes, int atMost) {
        List<String> all =
                LineSplitter.split(bytes, Integer.MAX_VALUE, true, LONGEST_LINE).lines();
        return List.copyOf(all.subList(Math.max(0, all.size() - atMost), all.size()));
    }
}
