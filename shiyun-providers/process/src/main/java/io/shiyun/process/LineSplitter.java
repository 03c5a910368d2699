package io.shiyun.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts bytes into lines: at each line feed, a carriage return before it dropped, and every so many bytes in between. */
final class LineSplitter {

    /** The lines, and how many bytes they took with their ends. */
    record Split(List<String> lines, int consumed) {}

    private LineSplitter() {}

    /**
     * Cuts.
     *
     * @param withRest whether bytes after the last line feed are a line too
     */
    static Split split(byte[] bytes, int atMost, boolean withRest, int longest) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.length && lines.size() < atMost; at++) {
            if (bytes[at] == '\n') {
                int end = at > start && bytes[at - 1] == '\r' ? at - 1 : at;
                lines.add(text(bytes, start, end));
                start = at + 1;
            } else if (at - start + 1 > longest) {
                lines.add(text(bytes, start, at));
                start = at;
            }
        }
        if (withRest && start < bytes.length && lines.size() < atMost) {
            lines.add(text(bytes, start, bytes.length));
            start = bytes.length;
        }
        return new Split(lines, start);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
